from django import forms
from django.utils.translation import gettext_lazy as _

STEPS = {}
FIRST = (1, _("The school"))


class Step(forms.Form):
    """One page of the start. Subclasses save with one command of ``founding``."""

    use_required_attribute = False
    number = title = template = None

    def __init_subclass__(cls):
        STEPS[cls.number] = cls

    def __init__(self, data=None, *, founding, person):
        self.founding, self.person = founding, person
        self.network = founding.network
        super().__init__(data, initial={**self.present(), **founding.kept(self.number)})
        for name in self.skipped():
            self.fields[name].required = False

    def present(self):
        """What is known already, for the fields."""
        return {}

    def skipped(self):
        """Fields that need no answer, by what was chosen in another one."""
        return ()

    def chose(self, name, value):
        """Whether ``value`` is what was sent; not yet sent, it still may be."""
        return not self.is_bound or self.data.get(name) == value

    def save(self):
        raise NotImplementedError

    @property
    def typed(self):
        """What was sent, right or wrong, to show again later."""
        sent = (name for name in self.fields if self.data.get(name))
        return {name: self.data[name][:2000] for name in sent}

    @property
    def trail(self):
        """Triples of number, title and whether it can be opened, for all steps."""
        known = [FIRST, *((number, STEPS[number].title) for number in sorted(STEPS))]
        return [(number, title, number <= self.founding.step) for number, title in known]

    @property
    def back_url(self):
        return self.founding.step_url(self.number - 1)
