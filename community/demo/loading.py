"""Fills an empty site with the demo, once."""

from django.db import transaction

from community.demo import calling, mornings, people, portal, questions, reporting, talk
from community.demo.content import read
from networks.models import Network


def is_loaded():
    return Network.objects.filter(slug="lindeboom").exists()


@transaction.atomic
def load():
    everybody, networks = people.load()
    lindeboom, kompas = networks["lindeboom"], networks["kompas"]
    talk.load(lindeboom, {**read("conversations"), **read("chat")}, everybody)
    reporting.load(lindeboom, read("reports")["report"], everybody)
    questions.load(lindeboom, read("questions"), everybody)
    mornings.load(lindeboom, read("agenda"), everybody, by=everybody["marieke"])
    calling.load(lindeboom, read("families"), by=everybody["naima"])
    operator, karin = everybody["beheer"], everybody["karin"]
    portal.load(lindeboom.school, read("school"), editor=karin, by=operator)
    front = read("practices")
    portal.load_site(front["practice"], front["voice"], by=operator)
    letter = {"moderator": everybody["fatima"], "parent": everybody["samira"]}
    portal.load_post(lindeboom, **letter)
    talk.load(kompas, read("kompas"), everybody)
    theme = people.load_kinds(lindeboom, everybody)
    talk.load_first(theme, by=everybody["femi"])
    for gathering in read("kompas")["single"]:
        mornings.load_single(kompas, gathering, by=everybody["bart"])
