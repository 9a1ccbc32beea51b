"""Helping with a date: taking a task, looking for somebody else, taking it over."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from community.access import require
from ouderkamer.fetching import gathering_at
from ouderkamer.forms.hands import HandForm, TaskForm
from ouderkamer.forms.themes import one_error


@require_POST
def task_new(request, network, pk):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.change", gathering)
    form = TaskForm(request.POST)
    if form.is_valid():
        gathering.helper_tasks.create(**form.cleaned_data)
    else:
        messages.error(request, one_error(form))
    return redirect(f"{gathering.get_absolute_url()}#help")


@require_POST
def task_delete(request, network, pk, key):
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.change", gathering)
    get_object_or_404(gathering.helper_tasks, pk=key).delete()
    return redirect(f"{gathering.get_absolute_url()}#help")


@require_POST
def lend(request, network, pk, key):
    """Help, stop, look for somebody else, or take over from who does."""
    gathering = gathering_at(request, network, pk)
    require(request.user, "ouderkamer.help", gathering)
    task = get_object_or_404(gathering.helper_tasks, pk=key)
    form = HandForm(request.POST, task=task)
    if form.is_valid():
        try:
            _DEEDS[form.cleaned_data["deed"]](task, form.cleaned_data["of"], request.user)
        except ValidationError as refusal:
            messages.warning(request, refusal.messages[0])
    return redirect(f"{gathering.get_absolute_url()}#help")


def _swap(task, _of, user):
    for helped in task.helps.filter(person=user, wants_swap=False):
        helped.ask_swap(by=user)


def _take_over(_task, of, user):
    if of is None or not of.hand_over(by=user):
        raise ValidationError(gettext("Somebody was just before you. Thank you!"))


_DEEDS = {
    "take": lambda task, _of, user: task.take(by=user),
    "leave": lambda task, _of, user: task.leave(by=user),
    "swap": _swap,
    "over": _take_over,
}
