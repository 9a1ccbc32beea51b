from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.limits import Limit
from community.search.forms import SearchForm
from community.search.sources import find_everywhere

SEARCHES = Limit("search", most=30, seconds=60)


@require_safe
def results(request):
    """Everything ``request.user`` may see with these words in it, grouped by place."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    context = {"form": form, "words": request.GET.get("q", "").strip()}
    if not form.is_valid():
        return render(request, "search/results.html", context, status=422 if form.is_bound else 200)
    if not SEARCHES.take(request.user.pk):
        return render(request, "429.html", status=429)
    groups = find_everywhere(form.cleaned_data["q"], request.user)
    return render(request, "search/results.html", {**context, "groups": groups, "searched": True})
