{ A small day at the town hall, from Free Pascal.

      fpc day.pas && ./day path/to/examples/day/catalogue }
program Day;

{$mode objfpc}{$H+}
{$codepage utf8}

uses ctypes;

type
  TEngine = Pointer;

function grc_version: PAnsiChar; cdecl; external 'grc';
function grc_new(out engine: TEngine): cint32; cdecl; external 'grc';
function grc_open(engine: TEngine; path: PAnsiChar; pathLength: csize_t; options: PAnsiChar; optionsLength: csize_t): cint32;
  cdecl; external 'grc';
function grc_close(engine: TEngine): cint32; cdecl; external 'grc';
function grc_errmsg(engine: TEngine; buffer: PAnsiChar; capacity: csize_t; out length: csize_t): cint32;
  cdecl; external 'grc';
function grc_call_keep(engine: TEngine; operation: PAnsiChar; operationLength: csize_t; request: PAnsiChar;
  requestLength: csize_t): cint32; cdecl; external 'grc';
function grc_publish_directory_keep(engine: TEngine; request: PAnsiChar; requestLength: csize_t; path: PAnsiChar;
  pathLength: csize_t): cint32; cdecl; external 'grc';
function grc_result_text(engine: TEngine; pointer: PAnsiChar; pointerLength: csize_t; buffer: PAnsiChar;
  capacity: csize_t; out length: csize_t): cint32; cdecl; external 'grc';
function grc_result_count(engine: TEngine; pointer: PAnsiChar; pointerLength: csize_t; out count: csize_t): cint32;
  cdecl; external 'grc';

const
  TownHall = '{"kind": "system"}';
  Martin = '{"kind": "applicant", "id": "martin"}';
  Lea = '{"kind": "agent", "id": "lea"}';

var
  engine: TEngine;

procedure Done(status: cint32);
var
  message: array[0..511] of AnsiChar;
  length: csize_t;
begin
  if status = 0 then
    exit;
  grc_errmsg(engine, @message, 512, length);
  WriteLn(StdErr, status, ' ', PAnsiChar(@message));
  Halt(1);
end;

function Ask(const operation, request: RawByteString): cint32;
begin
  Ask := grc_call_keep(engine, PAnsiChar(operation), Length(operation), PAnsiChar(request), Length(request));
end;

function Text(const pointer: RawByteString): RawByteString;
var
  buffer: array[0..511] of AnsiChar;
  found: csize_t;
begin
  Done(grc_result_text(engine, PAnsiChar(pointer), Length(pointer), @buffer, 511, found));
  SetString(Result, PAnsiChar(@buffer), found);
end;

function Count(const pointer: RawByteString): csize_t;
begin
  Done(grc_result_count(engine, PAnsiChar(pointer), Length(pointer), Result));
end;

function Number(rank: csize_t): RawByteString;
var
  digits: ShortString;
begin
  Str(rank, digits);
  Number := digits;
end;

function Submission(const answers: RawByteString): RawByteString;
begin
  Submission := '{"actor": ' + Martin + ', "procedure": "lampadaire", "scenario": "signaler", ' +
    '"applicant": {"audience": "citizen", "last_name": "Martin", "email": "martin@exemple.fr"}, ' +
    '"answers": ' + answers + '}';
end;

var
  options, publication, id, fault: RawByteString;
  status: cint32;
  rank: csize_t;
begin
  SetTextCodePage(Output, CP_UTF8);
  DefaultSystemCodePage := CP_UTF8;
  WriteLn('grc ', grc_version);
  Done(grc_new(engine));
  options := '{"now": "2026-03-02T08:00:00Z"}';
  Done(grc_open(engine, ':memory:', 8, PAnsiChar(options), Length(options)));

  publication := '{"actor": ' + TownHall + '}';
  Done(grc_publish_directory_keep(engine, PAnsiChar(publication), Length(publication), PAnsiChar(ParamStr(1)),
    Length(ParamStr(1))));
  WriteLn('published: ', Text('/versions/0/procedure'), ', version ', Text('/versions/0/version'));
  Done(Ask('put_agent', '{"actor": ' + TownHall + ', "agent": {"id": "lea", "name": "Lea", ' +
    '"roles": [{"service": "eclairage", "role": "agent"}]}}'));

  Done(Ask('route', '{"visitor": {"actor": ' + Martin + '}, "procedure": "lampadaire"}'));
  WriteLn('offered: ', Text('/offers/0/scenario'), ' (', Text('/offers/0/title'), ')');

  status := Ask('submit', Submission('{"numero": 0}'));
  WriteLn('refused: ', status, ' ', Text('/code'));
  if Count('/details/faults') > 0 then
    for rank := 0 to Count('/details/faults') - 1 do
    begin
      fault := '/details/faults/' + Number(rank);
      WriteLn('  ', Text(fault + '/path'), ': ', Text(fault + '/message/fr'));
    end;

  Done(Ask('submit', Submission('{"rue": "rue du Lavoir", "numero": 12}')));
  id := Text('/id');
  WriteLn('filed: ', Text('/reference'), ', ', Text('/status'));

  Done(Ask('act', '{"actor": ' + Lea + ', "request": "' + id + '", "transition": "reparer"}'));
  WriteLn('processed: ', Text('/status'), ', ', Text('/outcome'));

  Done(Ask('run_due', '{}'));
  Done(Ask('history', '{"actor": ' + Lea + ', "request": "' + id + '", "language": "fr"}'));
  WriteLn('history:');
  if Count('/entries') > 0 then
    for rank := 0 to Count('/entries') - 1 do
      WriteLn('  ', Text('/entries/' + Number(rank) + '/text'));
  Done(grc_close(engine));
end.
