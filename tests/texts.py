"""Where text messages land in the tests, as ``mail.outbox`` is for letters."""

outbox = []


class Outbox:
    def send(self, number, text):
        outbox.append((number, text))
