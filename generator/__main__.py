"""The command line in; one call to the pipeline, the proofs or the lab, told in Spanish, and an exit code out."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from generator import __version__, pipeline
from generator.model import FACT_KINDS, QUESTION_KINDS
from generator.problems import Problem, Severity, has_errors
from generator.prove.lab import shell as lab_shell
from generator.prove.proving import prove, verify
from generator.read import read_course
from generator.serve import serve
from generator.study import study, topics
from generator.vm import KERNELS, VmError, build_vm, is_current, pin_packages
from generator.write import SiteError

OK, FAULTY, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; 0 nothing wrong, 1 problems of severity error, 2 wrong use."""
    # A course is one large tree that stays: to look through it for what could be freed took a fifth of the time.
    gc.set_threshold(100_000)
    options = _parser().parse_args(arguments)
    root = Path(options.course)
    if not (root / "mkdocs.yml").is_file() and options.run is not _list_checks:
        return _wrong_use(f"en «{root}» no hay ningún curso (falta mkdocs.yml): usa --course CARPETA")
    try:
        return int(options.run(options, root))
    except KeyboardInterrupt:
        return FAULTY
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULTY


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apuntes", description="Un banco comprobado: sitio, cuestionarios y mazos.")
    parser.add_argument("--version", action="version", version=f"apuntes {__version__}")
    parser.add_argument("--course", default=".", metavar="CARPETA", help="carpeta del curso (por omisión, esta)")
    commands = parser.add_subparsers(required=True, metavar="COMANDO")

    check = commands.add_parser("check", help="revisa el curso, o cualquier archivo de notas o manifiesto")
    check.add_argument("paths", nargs="*", type=Path, metavar="RUTA")
    check.add_argument("--format", choices=("text", "json", "github"), default="text")
    check.add_argument("--list", action="store_true", help="lista las reglas con su manual")
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="construye páginas, cuestionarios, mazos y sitio")
    build.add_argument("--engine", choices=("mkdocs", "zensical", "none"), default="mkdocs")
    build.add_argument("--out", type=Path, metavar="CARPETA", help="por omisión, build/ dentro del curso")
    build.set_defaults(run=_build)

    serve = commands.add_parser("serve", help="vista previa en vivo")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=_serve)

    _add_study(commands)
    _add_vm(commands)

    prove = commands.add_parser("prove", help="ejecuta los hechos en los programas reales")
    prove.add_argument("ids", nargs="*", metavar="ID")
    prove.add_argument("--check", action="store_true", help="no anota nada: falla si algo no coincide con el registro")
    prove.set_defaults(run=_prove)

    new = commands.add_parser("new", help="muestra una plantilla rellena: fact CLASE, note, question CLASE o task")
    new.add_argument("what", choices=("fact", "note", "question", "task"))
    new.add_argument("kind", nargs="?", default="")
    new.set_defaults(run=_new)

    lab = commands.add_parser("lab", help="abre una terminal en un nodo de un laboratorio de dos nodos (Linux)")
    lab.set_defaults(run=_lab)

    release = commands.add_parser("release", help="anota en quizzes/released.yml los ids que publica esta versión")
    release.set_defaults(run=_release)
    return parser


def _add_study(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    study = commands.add_parser("study", help="pregunta en la terminal y corrige como el sitio")
    study.add_argument("topic", nargs="?", default="", metavar="NOTA", help="por omisión, todas")
    study.add_argument("-n", "--size", type=int, default=10, metavar="CUÁNTAS", help="preguntas (por omisión, 10)")
    study.add_argument("--progress", type=Path, metavar="ARCHIVO", help="el progreso, el mismo que exporta el sitio")
    study.set_defaults(run=_study)


def _add_vm(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    vm = commands.add_parser("vm", help="prepara en build/vm el nodo Linux de las páginas (Debian)")
    vm.add_argument("--kernel", choices=KERNELS, help="stock: el de Debian; small: compilado para publicar")
    vm.add_argument("--optional", action="store_true", help="si aquí no se puede, lo dice en una línea y sigue")
    vm.add_argument("--lock", action="store_true", help="fija de nuevo las versiones de los paquetes")
    vm.set_defaults(run=_vm)


def _check(options: argparse.Namespace, root: Path) -> int:
    if options.list:
        return _list_checks(options, root)
    missing = [str(path) for path in options.paths if not path.is_file()]
    if missing:
        return _wrong_use(f"no existe {', '.join(missing)}")
    problems = pipeline.check_paths(root, options.paths) if options.paths else pipeline.check(root)
    _print_problems(problems, options.format)
    if not problems and options.format == "text":
        print("Ningún problema.")
    return FAULTY if has_errors(problems) else OK


def _list_checks(options: argparse.Namespace, root: Path) -> int:
    for name, scope, manual in pipeline.all_rules():
        print(f"{name} ({scope})")
        print("\n".join(f"    {line}".rstrip() for line in manual.splitlines()), end="\n\n")
    return OK


def _build(options: argparse.Namespace, root: Path) -> int:
    out = options.out or root / "build"
    try:
        built = pipeline.build(root, out, options.engine, _tell)
    except SiteError as error:
        print(f"El motor del sitio no acepta las páginas:\n{error}", file=sys.stderr)
        return FAULTY
    _print_problems(built.problems, "text")
    if built.files is None:
        return FAULTY
    _tell_built(out, built, options.engine)
    return OK


def _tell_built(out: Path, built: pipeline.Built, engine: str) -> None:
    files = built.files
    assert files is not None
    print(f"{files.written} archivos escritos, {files.removed} retirados, {files.same} sin cambios.")
    print(f"\n  Sitio    {out / 'site' / 'index.html'}" if engine != "none" else f"\n  Páginas  {out / 'pages'}")
    print(f"  Mazos    {out / 'decks' / 'apuntes-cka.apkg'}")
    print(f"  Datos    {out / 'site' / 'api' / 'v1' / 'facts.json'}")
    print("\nQué hacer ahora: «make serve» abre el sitio en vivo; importa el mazo en Anki con Archivo → Importar.")


def _serve(options: argparse.Namespace, root: Path) -> int:
    return serve(root, root / "build", options.port, _tell, lambda problems: _print_problems(problems, "text"))


def _study(options: argparse.Namespace, root: Path) -> int:
    known = topics(root)
    if options.topic and options.topic not in known:
        return _wrong_use(f"no hay preguntas de «{options.topic}»: hay de {', '.join(known)}")
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    return study(root, options.topic, options.size, options.progress or data / "apuntes/progreso.json")


def _prove(options: argparse.Namespace, root: Path) -> int:
    course, problems = read_course(root)
    unknown = sorted(set(options.ids) - course.by_id.keys() - course.question_by_id.keys())
    if unknown:
        return _wrong_use(f"no hay ningún hecho ni pregunta {', '.join(unknown)}")
    library = pipeline.open_library(root, course)
    if options.check:
        problems += verify(root, course, library, _today(), _tell)
    else:
        problems += prove(root, course, library, frozenset(options.ids), _today(), _tell)
    _print_problems(problems, "text")
    return FAULTY if has_errors(problems) else OK


def _new(options: argparse.Namespace, root: Path) -> int:
    names = {"note": "note.md", "task": "task.yaml", "question": f"{options.kind or 'choice'}.yaml"}
    name = names.get(options.what, f"{options.kind}.yaml")
    folder = root / "assets/plantillas"
    if not (folder / name).is_file() or (options.what == "fact") != (options.kind in FACT_KINDS):
        kinds = FACT_KINDS if options.what == "fact" else QUESTION_KINDS
        return _wrong_use(f"«new {options.what}» necesita una clase: {', '.join(kinds)}")
    print((folder / name).read_text(encoding="utf-8"), end="")
    return OK


def _lab(options: argparse.Namespace, root: Path) -> int:
    return lab_shell.main()


def _vm(options: argparse.Namespace, root: Path) -> int:
    try:
        if options.lock:
            print(f"{pin_packages(root)} paquetes fijados en assets/vm/packages.lock.")
        elif options.kernel or not is_current(root):
            print(f"El nodo Linux está en {build_vm(root, options.kernel or 'stock', _tell)}.")
        elif not options.optional:
            print("El nodo Linux de build/vm está al día.")
    except VmError as error:
        if options.optional:
            print(f"El sitio va sin el nodo Linux: {error}.")
            return OK
        print(f"No se puede preparar el nodo Linux: {error}.", file=sys.stderr)
        return FAULTY
    return OK


def _release(options: argparse.Namespace, root: Path) -> int:
    print(f"{pipeline.release(root)} ids nuevos en quizzes/released.yml para la versión {__version__}.")
    return OK


def _tell(text: str) -> None:
    print(text, flush=True)


def _today() -> date:
    return datetime.now(UTC).date()


def _print_problems(found: Iterable[Problem], style: str) -> None:
    problems = tuple(found)
    if style == "json":
        print(json.dumps([_as_dict(problem) for problem in problems], ensure_ascii=False, indent=2))
        return
    for problem in problems:
        print(_as_github(problem) if style == "github" else problem)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    if problems and style == "text":
        warnings = len(problems) - errors
        told = f"{errors} error{'' if errors == 1 else 'es'}, {warnings} aviso{'' if warnings == 1 else 's'}."
        print(told, file=sys.stderr)


def _as_dict(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
    }


def _as_github(problem: Problem) -> str:
    text = f"{problem.message} {problem.hint}".strip().replace("%", "%25").replace("\n", "%0A")
    return f"::{problem.severity} file={problem.place.path},line={problem.place.line},title={problem.rule}::{text}"


def _wrong_use(message: str) -> int:
    print(f"apuntes: {message}", file=sys.stderr)
    return WRONG_USE


if __name__ == "__main__":
    sys.exit(main())
