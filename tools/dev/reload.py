"""A page asks twice a second whether something was saved, and then loads itself again.

Streams of events, as libraries have them for this, lose one that comes while a page is on its way.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from headway.config.settings import PACKAGE

ADDRESS = "/__saved__/"
LAID_OUT = sorted(PACKAGE.rglob("templates")) + sorted(PACKAGE.rglob("static"))
SCRIPT = """
<script nonce="{nonce}">{{
  let known;
  setInterval(async () => {{
    const now = await fetch("{address}").then((answer) => answer.text(), () => known);
    if (known && now !== known) location.reload();
    known = now;
  }}, 500);
}}</script>
"""


def saved() -> str:
    """Another one after a file was saved, and in another process: Python salts its hashes."""
    files = (path for folder in LAID_OUT for path in folder.rglob("*.*"))
    return str(hash(tuple((str(path), path.stat().st_mtime_ns) for path in files)))


class Reload:
    """Middleware behind that of the content policy, whose nonce the script has."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == ADDRESS:
            return HttpResponse(saved(), content_type="text/plain")
        response = self.get_response(request)
        if not response.streaming and b"</body>" in response.content:
            script = SCRIPT.format(nonce=getattr(request, "csp_nonce", ""), address=ADDRESS)
            response.content = response.content.replace(b"</body>", script.encode() + b"</body>")
            response.headers["Content-Length"] = str(len(response.content))
        return response
