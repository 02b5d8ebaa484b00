"""A day at the town hall, and the weeks that follow: `python examples/python/mairie.py [DIRECTORY]`.

It publishes the procedures of `examples/catalogue`, files the requests of `examples/requests`, and follows them to their end: the
same day as `examples/mairie` in Rust. Time is the program's own, so that a month passes at once. It leaves its store and its
messages in a directory: a temporary one, unless it is given.
"""

from __future__ import annotations

import json
import pathlib
import shutil
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import grc
from gmao import SECRET, STREET, Gmao, serve

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent
PARIS = ZoneInfo("Europe/Paris")
HALL = ("reservation-salle", "en-ligne")
STATES = {
    "new": "Nouveau",
    "in_progress": "En cours",
    "on_hold": "Différé",
    "done": "Terminé",
    "cancelled": "Annulé",
    "rejected": "Rejeté",
}
OUTCOMES = {
    "sent": "abouti",
    "refused": "refusé",
    "unavailable": "indisponible",
    "unreadable": "illisible",
    "lost": "inconnu",
}


class Clock:
    """A clock that goes forward when it is told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The present instant."""
        return self.now

    def forward(self, length: timedelta) -> None:
        """Time passes on the town hall's clock: a day is a day, even when summer begins."""
        self.now = (self.now.astimezone(PARIS) + length).astimezone(timezone.utc)


def main(directory: pathlib.Path) -> None:
    """The day."""
    clock, gmao = Clock(datetime(2026, 3, 2, 8, tzinfo=timezone.utc)), Gmao()
    # The host brings the clock, the secrets, and the ways out.
    with grc.Engine.open(
        directory / "mairie.db",
        actor=grc.Actor.system(),
        language="fr",
        clock=clock,
        secrets={"gmao_jeton": "jeton-de-demonstration", "gmao_webhook": SECRET},
        allow=(gmao.address,),
        mail_directory=directory,
    ) as town:
        opening(town, directory, gmao)
        portal(town)
        filed = requests(town)
        afternoon(town, filed["room"], filed["grant"])
        pothole(town, clock, gmao, filed["pothole"], filed["same_pothole"])
        children(town, filed["school"])
        month(town, clock, filed["meeting"])
        decision(town, filed["room"])
        accounts(town, directory)


def opening(town: grc.Engine, directory: pathlib.Path, gmao: Gmao) -> None:
    """The town hall publishes its procedures, and says who works there."""
    title("La mairie ouvre ses démarches — lundi 2 mars 2026, 9 h")
    # The catalogue of the examples, with the business application where it listens today.
    catalogue = directory / "catalogue"
    shutil.copytree(EXAMPLES / "catalogue", catalogue)
    connector = catalogue / "connectors/gmao.json"
    told = json.loads(connector.read_text(encoding="utf-8"))
    connector.write_text(json.dumps({**told, "base_url": f"http://{gmao.address}/api"}), encoding="utf-8")
    published = town.publish(catalogue)
    print(f"{len(published.versions)} démarches publiées ; avertissements : {len(published.warnings)}")
    again = town.publish(catalogue)
    print(f"Publier de nouveau ne change rien : {len(again.unchanged)} inchangées")
    staff: tuple[tuple[str, str, Literal["agent", "manager"]], ...] = (
        ("Nadia Benali", "accueil", "agent"),
        ("Paul Girard", "vie-associative", "agent"),
        ("Bruno Caron", "services-techniques", "agent"),
        ("Claire Fontaine", "vie-associative", "manager"),
        ("Karim Haddad", "voirie-bourg", "agent"),
        ("Sophie Marchand", "scolaire", "manager"),
        ("Alice Morel", "cabinet", "manager"),
    )
    for name, service, role in staff:
        identifier = name.split()[0].lower()
        email = f"{identifier}@saint-aubin.exemple"
        roles = [grc.Membership(service=service, role=role)]
        town.put_agent(grc.Agent(id=identifier, name=name, email=email, roles=roles))


def portal(town: grc.Engine) -> None:
    """What the portal shows, to whom."""
    title("Le catalogue du portail")
    citizen = applicant(town, "session-1")
    for procedure in citizen.catalogue():
        print(f"  {procedure.id:<22} {procedure.title}")
    found = ", ".join(one.title for one in citizen.catalogue(text="reserv sal"))
    print(f"« reserv sal » trouve : {found}")
    seasonal = any(one.id == "broyeur-sapins" for one in citizen.catalogue(on=date(2027, 1, 10)))
    print(f"Le broyeur de sapins est proposé en janvier : {'oui' if seasonal else 'non'}")

    title("À chacun ses scénarios")
    show_offers(citizen, "Un habitant", "reservation-salle")
    show_offers(citizen, "Un habitant", "subvention-association")
    show_offers(citizen, "Une association", "subvention-association", audience="association")
    show_offers(citizen, "Un habitant", "piscine")
    answers = {"lieu_naissance": "autre_commune"}
    show_offers(citizen, "Une personne née ailleurs", "acte-naissance", answers=answers)

    title("Une demande mal remplie")
    faulty = request("03-reservation-salle-fautes")
    for fault in citizen.validate(*HALL, faulty["answers"]).faults:
        print(f"  {fault.path:<18} {fault.message}")
    try:
        applicant(town, "hugo").submit(**faulty)
    except grc.ValidationError as error:
        print(f"Dépôt refusé ({error.code}), rien n'est enregistré.")


def requests(town: grc.Engine) -> dict[str, grc.Receipt]:
    """The requests of the day."""
    title("Les demandes arrivent")
    nadia = agent(town, "nadia")
    filed = {
        "room": file(applicant(town, "camille"), "01-reservation-salle-mariage"),
        "pothole": file(applicant(town, "session-2"), "04-signalement-voirie-anonyme"),
        "same_pothole": file(applicant(town, "session-3"), "04-signalement-voirie-anonyme"),
        "birth": file(nadia, "07-acte-naissance-copie-integrale"),
        "meeting": file(nadia, "10-rendez-vous-elu-telephone"),
        "school": file(applicant(town, "famille-roux"), "12-inscription-scolaire-deux-enfants"),
        "grant": file(applicant(town, "verger"), "14-subvention-association-projet"),
        "letter": file(nadia, "17-courrier-entrant-recommande"),
    }
    title("La salle des fêtes n'est plus libre ce week-end-là")
    hugo = applicant(town, "hugo")
    try:
        hugo.submit(**request("01-reservation-salle-mariage"))
    except grc.Conflict as error:
        print(f"Hugo la demande aussi : {error.message}")
    for slot in hugo.availability("salle:salle_des_fetes", date(2026, 6, 15), date(2026, 6, 28)).slots:
        # A slot ends as the next day begins.
        last = slot.to - timedelta(milliseconds=1)
        print(f"  du {day(slot.from_)} au {day(last)}  {'prise' if slot.left == 0 else 'libre'}")

    title("L'inscription scolaire, relue")
    print(applicant(town, "famille-roux").request(id=filed["school"].id).summary.text)
    return filed


def afternoon(town: grc.Engine, room: grc.Receipt, grant: grc.Receipt) -> None:
    """What agents do all day."""
    title("La journée du service de la vie associative")
    paul, bruno = agent(town, "paul"), agent(town, "bruno")
    show_inbox(paul, "Paul")
    for task in paul.tasks().rows:
        paul.take_task(task.id)
    handed = paul.request(id=grant.id).tasks[0]
    paul.transfer_task(handed.id, "Paul part en congé.", agent="claire")
    print(f"Paul transfère « {handed.title} » à Claire : il part en congé.")
    paul.act(room.id, "prendre_en_charge")
    for task in bruno.tasks().rows:
        print(f"Bruno, des services techniques, donne son avis : {task.title}")
        bruno.complete_task(task.id, values={"opinion": "favourable", "answer": "La salle convient."})
    view = paul.request(id=room.id)
    buttons = ", ".join(offer.label for offer in view.transitions)
    print(f"{view.reference} est « {view.status_label} ». Paul peut : {buttons}")
    paul.comment(room.id, "Vérifier la jauge avec les services techniques.")
    paul.request_correction(
        room.id,
        [grc.CorrectionItem(field="participants", indispensable=True, reason="incorrect")],
        deadline=date(2026, 3, 20),
        message="Combien de personnes, enfants compris ?",
        transition="demander_correction",
    )
    try:
        agent(town, "nadia").act(room.id, "annuler")
    except grc.NotFound as error:
        print(f"Nadia, de l'accueil, n'a pas accès à cette demande : {error.message}")


def pothole(town: grc.Engine, clock: Clock, gmao: Gmao, first: grc.Receipt, second: grc.Receipt) -> None:
    """A business application takes over, and calls back."""
    title("Le nid-de-poule part aux services techniques")
    run(town)
    karim = agent(town, "karim")
    refusal = karim.request(id=first.id).failed_push
    if refusal is not None:
        show(town, first.id)
        print(f"La GMAO refuse ({refusal.code}) : {refusal.said or ''}")
        karim.act(first.id, "corriger", values={"voie": STREET})
        print("Karim corrige la voie, et transmet de nouveau.")
    run(town)
    show(town, first.id)
    view = town.request(id=second.id)
    if view.sectors is not None:
        print(f"Secteur : {view.sectors['voirie']['title']} ; service : {view.service}")
    karim.act(second.id, "marquer_doublon", values={"premier": first.reference})
    print(f"Karim reconnaît le même trou : {second.reference} suit {first.reference}.")
    show(town, second.id)
    ticket = gmao.plan("2026-03-06")
    clock.forward(timedelta(minutes=20))
    run(town)
    state = town.request(id=first.id).data["avancement"]
    print(f"Interrogée, la GMAO répond que le ticket {ticket} est « {state} »")

    def receive(method: str, path: str, headers: list[tuple[str, str]], body: bytes) -> tuple[int, Any]:
        """The page of the host's web server that receives webhooks."""
        try:
            town.receive("gmao", headers, body)
        except grc.GrcError as error:
            return 400, {"code": error.code}
        return 200, {}

    town_hall = serve(receive)
    print(f"Elle appelle la mairie à la fin des travaux : HTTP {gmao.close(town_hall, clock())}")
    print(f"Le même appel, rejoué, est sans effet : HTTP {gmao.close(town_hall, clock())}")
    run(town)
    show(town, first.id)
    show(town, second.id)
    print("Ce qu'un exploitant voit des échanges :")
    for delivery in town.deliveries(first.id):
        for attempt in delivery.attempts:
            what = delivery.operation or "interrogation"
            why = attempt.reason or (f"http_{attempt.status}" if attempt.status else "")
            when = f"{attempt.began_at.astimezone(PARIS):%d/%m/%Y %H:%M}"
            print(f"  {when}  {delivery.endpoint:<14} {what:<14} {OUTCOMES[attempt.outcome]} {why}")


def children(town: grc.Engine, school: grc.Receipt) -> None:
    """Each child of an enrolment is a request of its own; the enrolment goes on once all are decided."""
    title("Une inscription, un dossier pour chaque enfant")
    sophie = agent(town, "sophie")
    sophie.act(school.id, "declarer_complete")
    run(town)
    for link in sophie.request(id=school.id).links:
        if link.kind == "child":
            child = sophie.request(id=link.request)
            print(f"Dossier lié {link.reference} : {child.answers['prenom']}")
            sophie.act(link.request, "attribuer", values={"ecole_attribuee": child.answers["ecole"]})
    run(town)
    show(town, school.id)


def month(town: grc.Engine, clock: Clock, meeting: grc.Receipt) -> None:
    """Someone does not answer: time does what the circuit says."""
    title("Un mois de silence")
    proposed = {"elu_retenu": "adjoint_travaux", "date_proposee": date(2026, 3, 12)}
    place = {"heure_proposee": "17:30", "lieu_propose": "à la mairie"}
    agent(town, "alice").act(meeting.id, "proposer", values={**proposed, **place})
    show(town, meeting.id)
    clock.forward(timedelta(days=31))
    run(town)
    show(town, meeting.id)
    show_inbox(agent(town, "nadia"), "Nadia")


def decision(town: grc.Engine, room: grc.Receipt) -> None:
    """The applicant corrects her answers, the service decides."""
    title("La demandeuse complète, le service décide")
    camille, claire = applicant(town, "camille"), agent(town, "claire")
    done = camille.act(room.id, "corriger", values={"participants": 160}, idempotency_key="envoi-1")
    twice = camille.act(room.id, "corriger", values={"participants": 160}, idempotency_key="envoi-1")
    print(f"Envoyé deux fois, fait une fois : révision {done.revision} et {twice.revision}")
    try:
        claire.act(room.id, "accepter", revision=1)
    except grc.Conflict as error:
        print(f"Une commande périmée est refusée : {error.message}")
    claire.act(room.id, "accepter", values={"montant": "420.00"}, revision=done.revision)
    run(town)
    title(f"L'histoire de {room.reference}")
    for line in town.history(room.id):
        print(f"  {line.sequence:>2}  {day(line.at)}  {line.actor:<16} {line.text}")


def accounts(town: grc.Engine, directory: pathlib.Path) -> None:
    """What was done, and that nothing was altered."""
    title("Les comptes du jour")
    verified = town.verify(heads=town.heads())
    broken = f"{len(verified.broken)} anomalie(s)"
    print(f"{verified.requests} histoires vérifiées, {verified.events} événements, {broken}")
    title("Les statistiques")
    for line in (town.statistics("by_status", csv=True).csv or "").splitlines():
        print(f"  {line}")
    emails, letters = (sorted((directory / kind).glob("*")) for kind in ("emails", "letters"))
    print(f"\n{len(emails)} courriels et {len(letters)} lettre(s) sont dans {directory}, avec la base mairie.db.")
    print(f"Le dernier, à ouvrir avec une messagerie : {emails[-1]}")


def request(name: str) -> dict[str, Any]:
    """A request of the examples, as `submit` takes it."""
    told: dict[str, Any] = json.loads((EXAMPLES / "requests" / f"{name}.json").read_text(encoding="utf-8"))
    told.pop("expect", None)
    return told


def file(who: grc.Engine, name: str) -> grc.Receipt:
    """Files a request of the examples."""
    told = request(name)
    told["answers"] = {question: attached(who, question, answer) for question, answer in told["answers"].items()}
    receipt = who.submit(**told)
    print(f"  {receipt.reference}  {told['procedure']}  (suivi : {receipt.tracking_code})")
    return receipt


def attached(who: grc.Engine, question: str, answer: Any) -> Any:
    """Attaches a file for each one that the request names, as a portal does while its form is filled in."""
    if isinstance(answer, list):
        return [attached(who, question, one) for one in answer]
    if isinstance(answer, dict):
        return {name: attached(who, name, one) for name, one in answer.items()}
    try:
        UUID(answer)
    except (ValueError, AttributeError, TypeError):
        return answer
    return str(who.attach(f"%PDF-1.7\n{answer}".encode(), f"{question}.pdf").id)


def show_offers(who: grc.Engine, called: str, procedure: str, **known: Any) -> None:
    """Which scenarios someone is offered."""
    print(f"{called}, {procedure} :")
    routing = who.route(procedure, visitor=grc.Visitor(actor=grc.Actor.applicant("session-1"), **known))
    for offer in routing.offers:
        ways = {
            "information": f"à lire ; {len(offer.documents or [])} document(s) à préparer",
            "redirect": f"sur {offer.url}",
        }
        print(f"  oui  {offer.title} ({ways.get(offer.kind, 'en ligne')})")
    for refused in routing.not_offered:
        print(f"  non  {refused.title} : {refused.message}")


def show_inbox(who: grc.Engine, name: str) -> None:
    """What an agent has to do, the earliest due first."""
    print(f"La corbeille de {name} :")
    for entry in who.inbox().rows:
        due = f"pour le {day(entry.due)}" if entry.due else ""
        print(f"  {entry.reference}  {entry.title or ''}  {due}{'  EN RETARD' if entry.overdue else ''}")


def show(town: grc.Engine, identifier: UUID) -> None:
    """Where a request is."""
    view = town.request(id=identifier)
    print(f"{view.reference} : {view.status_label} ({STATES[view.state]})")


def run(town: grc.Engine) -> None:
    """Does what is due, and says it."""
    done = town.run_due()
    told = f"échéances {done.timers}, messages {done.messages}, appels {done.calls}, interrogations {done.polls}"
    print(f"[travail de fond] {told}, échecs {done.failures}")


def agent(town: grc.Engine, identifier: str) -> grc.Engine:
    """The engine, as someone of the town hall uses it."""
    return town.acting_as(grc.Actor.agent(identifier))


def applicant(town: grc.Engine, identifier: str) -> grc.Engine:
    """The engine, as the portal uses it for someone."""
    return town.acting_as(grc.Actor.applicant(identifier))


def title(text: str) -> None:
    """Begins a scene."""
    print(f"\n── {text} ──")


def day(instant: datetime) -> str:
    """The day of an instant, as the town hall's calendar has it."""
    return f"{instant.astimezone(PARIS):%d/%m/%Y}"


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="mairie-")))
