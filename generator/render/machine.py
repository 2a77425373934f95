"""The machine of a course in; its files, and the page that says whose work it is made of, out."""

from collections.abc import Iterator

from generator.model import Course
from generator.render import escape
from generator.render.markup import joined, link, table
from generator.render.page import Page

SOURCES = "nodo-fuentes.md"
FOLDER = "maquina"
_TITLE = "Fuentes del nodo"
_DESCRIPTION = "Qué programas lleva el nodo Linux de estas páginas, con qué licencia y dónde está su código."


def machine_files(course: Course) -> dict[str, bytes]:
    """What pages load to start the machine, by path."""
    return {f"{FOLDER}/{name}": content for name, content in course.machine.files.items()} if course.machine else {}


def render_sources(course: Course) -> Iterator[Page]:
    """The page of sources and licences; nothing where there is no machine."""
    if not course.machine:
        return
    packages = course.machine.packages
    rows = [tuple(escape.code(cell) for cell in (p.name, p.version, p.source, p.licence)) for p in packages]
    source = next((package.source for package in packages if package.name == "bash"), "bash")
    example = f"apt-get source {source.replace(' ', '=')}"
    body = joined(
        f"# {_TITLE}",
        f"El [nodo Linux](nodo.md) son {len(rows)} paquetes de Debian 12 para i386, sin cambios, y unos guiones "
        f"de este proyecto. Su kernel es {escape.code(course.machine.kernel)}.\n{{ .lead }}",
        "El código fuente de cada paquete está en Debian: en un sistema con líneas `deb-src`, "
        f"{escape.code(example)} descarga el de `bash`, y lo mismo vale para los demás. "
        f"Los textos de todas las licencias están en {link('licencias.txt', f'{FOLDER}/licencias.txt')}. "
        "El emulador es v86 (BSD-2-Clause) y la terminal, xterm.js (MIT). "
        "Con `make vm` se prepara otra vez esta misma máquina a partir de esos paquetes.",
        table(("Paquete", "Versión", "Paquete fuente", "Licencia"), rows),
    )
    yield Page(SOURCES, _TITLE, _DESCRIPTION, body, "tree/main/assets/vm")
