"""The same invented talk for every forum that is measured."""

import random
from datetime import UTC, datetime, timedelta

FORUMS, MEMBERS, TOPICS, POSTS, LONG = 10, 500, 2_000, 40_000, 2_000
DAYS = 60
NOW = datetime.now(UTC)
WORDS = [
    *("kind", "school", "juf", "meester", "lezen", "slapen", "scherm", "fiets"),
    *("jas", "brood", "koffie", "morgen", "avond", "vraag", "antwoord", "samen"),
    *("thuis", "taal", "tolk", "groep", "klas", "feest", "zwemles", "gym"),
    *("boek", "plein", "hek", "ouder", "buurt", "tijd"),
]
# As in real talk most words are rare: half of them are one of a thousand.
RARE = [first + second for first in WORDS for second in WORDS]


class Talk:
    """Topics with their posts as plain numbers and texts, always the same ones."""

    def __init__(self):
        self.chance = random.Random(2026)

    def text(self, least, most):
        words = [
            self.chance.choice(self.chance.choice((WORDS, RARE)))
            for _word in range(self.chance.randint(least, most))
        ]
        return " ".join(words).capitalize()

    def topics(self):
        """``(forum, member, title, began, [(member, text, at), …])``, the oldest first."""
        others = (POSTS - LONG) // (TOPICS - 1)
        extra = (POSTS - LONG) % (TOPICS - 1)
        for number in range(TOPICS):
            size = LONG if number == 0 else others + (number <= extra)
            began = NOW - timedelta(days=DAYS) * (1 - number / TOPICS)
            step = (NOW - began) / (size + 1) if number == 0 else timedelta(minutes=3)
            posts = [
                (self.chance.randrange(MEMBERS), self.text(8, 60), min(began + step * n, NOW))
                for n in range(size)
            ]
            yield number % FORUMS, posts[0][0], f"{self.text(4, 9)}?", began, posts
