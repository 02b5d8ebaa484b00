<?php
// A small day at the town hall, from PHP.
//
//     php day.php /usr/include/grc.ffi.h /usr/lib/libgrc.so path/to/examples/day/catalogue

declare(strict_types=1);

const SYSTEM = ['kind' => 'system'];
const MARTIN = ['kind' => 'applicant', 'id' => 'martin'];
const LEA = ['kind' => 'agent', 'id' => 'lea'];

/** A failure: its status, and what the engine says of it. */
final class Failure extends RuntimeException
{
    public function __construct(int $status, public readonly array $told)
    {
        parent::__construct($told['message'] ?? '', $status);
    }
}

/** An engine on its store. */
final class Engine
{
    private FFI $grc;
    private FFI\CData $engine;

    public function __construct(string $header, string $library, string $path, array $options = [])
    {
        $this->grc = FFI::cdef(file_get_contents($header), $library);
        $engine = $this->grc->new('grc_engine *');
        $this->check($this->grc->grc_new(FFI::addr($engine)));
        $this->engine = $engine;
        $options = json_encode($options, JSON_FORCE_OBJECT);
        $this->check($this->grc->grc_open($this->engine, $path, strlen($path), $options, strlen($options)));
    }

    public function __destruct()
    {
        $this->grc->grc_close($this->engine);
    }

    public function version(): string
    {
        return $this->grc->grc_version();
    }

    /** Performs an operation; what comes beside it, such as a directory, follows the request. */
    public function ask(string $operation, array $request, string ...$beside): array
    {
        $request = json_encode((object) $request, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
        $arguments = [$request, strlen($request)];
        foreach ($beside as $text) {
            array_push($arguments, $text, strlen($text));
        }
        $result = $this->grc->new('char *');
        $length = $this->grc->new('size_t');
        $function = "grc_$operation";
        $this->check($this->grc->$function($this->engine, ...$arguments, ...[FFI::addr($result), FFI::addr($length)]));
        $json = FFI::string($result, $length->cdata);
        $this->grc->grc_free($result);
        return json_decode($json, true, flags: JSON_THROW_ON_ERROR);
    }

    private function check(int $status): void
    {
        if ($status === 0) {
            return;
        }
        $buffer = $this->grc->new('char[4096]');
        $length = $this->grc->new('size_t');
        $told = [];
        if ($this->grc->grc_error_json($this->engine, $buffer, 4096, FFI::addr($length)) === 0) {
            $told = json_decode(FFI::string($buffer, min(4096, $length->cdata)), true) ?? [];
        }
        throw new Failure($status, $told);
    }
}

[, $header, $library, $catalogue] = $argv;
$engine = new Engine($header, $library, ':memory:', ['now' => '2026-03-02T08:00:00Z']);
echo 'grc ', $engine->version(), "\n";

$published = $engine->ask('publish_directory', ['actor' => SYSTEM], $catalogue);
echo "published: {$published['versions'][0]['procedure']}, version {$published['versions'][0]['version']}\n";
$roles = [['service' => 'eclairage', 'role' => 'agent']];
$engine->ask('put_agent', ['actor' => SYSTEM, 'agent' => ['id' => 'lea', 'name' => 'Léa', 'roles' => $roles]]);

$routed = $engine->ask('route', ['visitor' => ['actor' => MARTIN], 'procedure' => 'lampadaire']);
echo "offered: {$routed['offers'][0]['scenario']} ({$routed['offers'][0]['title']})\n";

$submission = [
    'actor' => MARTIN, 'procedure' => 'lampadaire', 'scenario' => 'signaler',
    'applicant' => ['audience' => 'citizen', 'last_name' => 'Martin', 'email' => 'martin@exemple.fr'],
];
try {
    $engine->ask('submit', $submission + ['answers' => ['numero' => 0]]);
} catch (Failure $failure) {
    echo "refused: {$failure->getCode()} {$failure->told['code']}\n";
    foreach ($failure->told['details']['faults'] as $fault) {
        echo "  {$fault['path']}: {$fault['message']['fr']}\n";
    }
}

$filed = $engine->ask('submit', $submission + ['answers' => ['rue' => 'rue du Lavoir', 'numero' => 12]]);
echo "filed: {$filed['reference']}, {$filed['status']}\n";
$acted = $engine->ask('act', ['actor' => LEA, 'request' => $filed['id'], 'transition' => 'reparer']);
echo "processed: {$acted['status']}, {$acted['outcome']}\n";

$engine->ask('run_due', []);
echo "history:\n";
$history = $engine->ask('history', ['actor' => LEA, 'request' => $filed['id'], 'language' => 'fr']);
foreach ($history['entries'] as $entry) {
    echo "  {$entry['text']}\n";
}
