"""What makes the site installable, and what its worker is told."""

import json
import re


def test_a_phone_can_install_it(client, db):
    facts = json.loads(client.get("/manifest.webmanifest").content)

    assert facts["display"] == "standalone"
    assert facts["start_url"] == "/netwerk/"
    assert {icon["sizes"] for icon in facts["icons"]} == {"192x192", "512x512"}


def test_the_worker_serves_the_whole_site_and_is_looked_up_each_time(client, db):
    answer = client.get("/dienst.js")

    assert answer["Content-Type"] == "text/javascript"
    assert "no-cache" in answer["Cache-Control"]
    facts = json.loads(re.search(r"self\.on = (.+)", answer.content.decode())[1])
    assert facts["offline"] == "/zonder-internet/"
    assert "worker/keep.js" in answer.content.decode()


def test_the_page_for_no_internet_needs_nobody(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/zonder-internet/").content.decode()

    assert "Er is geen internet" in page
    assert "<script" not in page
