"""A mail relay for the tests: it takes e-mails, or fails as the name of their recipient says.

Its options are a JSON object: "security" (starttls, tls, none), "certificate" and "key", "user" and "password". It
prints its port, then a line of JSON for each e-mail that it has read whole. It ends with its standard input.

    refusee@     550, always
    plus-tard@   451 the first time
    occupee@     421 the first time
    coupee@      the e-mail is taken, and the connection cut before the answer, the first time
    lente@       the answer comes after three seconds, the first time
    trop-grosse@ 552 once the e-mail was read
"""

import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

REFUSALS = {"refusee": "550 no such user", "plus-tard": "451 come back later", "occupee": "421 too busy"}
ONCE = {"plus-tard", "occupee", "coupee", "lente"}
tried = set()


def told(event):
    print(json.dumps(event), flush=True)


def behaviour(address):
    name = address.partition("@")[0]
    if name in ONCE:
        if name in tried:
            return None
        tried.add(name)
    return name


class Handler:
    connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        if not hasattr(server, "rank"):
            Handler.connections += 1
            server.rank = Handler.connections
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        how = behaviour(address)
        if how in REFUSALS:
            return REFUSALS[how]
        envelope.rcpt_tos.append(address)
        envelope.how = how
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        how = getattr(envelope, "how", None)
        tls = server.transport.get_extra_info("ssl_object") is not None
        told({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": tls, "connection": server.rank,
            "hello": session.host_name, "user": session.auth_data,
            "raw": base64.b64encode(envelope.original_content).decode(),
        })
        if how == "coupee":
            server.transport.abort()
        if how == "lente":
            await asyncio.sleep(3)
        if how == "trop-grosse":
            return "552 too big"
        return "250 taken"


def authenticated(options):
    def authenticate(server, session, envelope, mechanism, data):
        known = (data.login.decode(), data.password.decode()) == (options["user"], options["password"])
        return AuthResult(success=known, handled=False, auth_data=data.login.decode())

    return authenticate


async def main():
    options = json.loads(sys.argv[1])
    context = None
    if options["security"] != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options["certificate"], options["key"])
    at_once = options["security"] == "tls"
    settings = {"hostname": "relais.exemple.fr", "decode_data": False, "enable_SMTPUTF8": False}
    if not at_once and context:
        settings |= {"tls_context": context, "require_starttls": True}
    if "user" in options:
        settings |= {
            "authenticator": authenticated(options), "auth_required": True, "auth_require_tls": not at_once,
        }
    loop = asyncio.get_running_loop()
    handler = Handler()
    server = await loop.create_server(
        lambda: SMTP(handler, loop=loop, **settings), "127.0.0.1", 0, ssl=context if at_once else None
    )
    told({"port": server.sockets[0].getsockname()[1]})
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
