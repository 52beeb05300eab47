"""Arguments in, printing out, exit codes: 0 done, 1 problems in content, 2 wrong usage or settings, 3 a bug.

The only room that prints. Data goes to stdout, everything else to stderr. Work is done by other rooms; they are
imported inside the commands so that `--help` and mistakes in usage answer at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from newsarchive import __version__
from newsarchive.errors import ArchiveError, Problem, SettingsError
from newsarchive.messages import phrase

if TYPE_CHECKING:
    from newsarchive.config import SiteConfig

COMMANDS = ("build", "extract", "explain", "check", "new", "serve", "import")
DONE, FAULTY_CONTENT, WRONG_USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. Without a command, `build`."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or (words[0].startswith("-") and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "build")
    for stream in (sys.stdout, sys.stderr):
        _let_print_anything(stream)
    arguments = make_parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except ArchiveError as error:
        report(error.problems, arguments)
        return error.exit_code
    except ModuleNotFoundError as error:  # `python build.py` outside the environment
        report([Problem("requirements.txt", 0, "E306", (str(error.name),))], arguments)
        return WRONG_USAGE
    except BrokenPipeError:  # `build.py extract … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        traceback.print_exc()
        say(phrase("bug", arguments.lang or "ko"))
        return BUG


def make_parser() -> argparse.ArgumentParser:
    """The commands and their options, one small function each."""
    parser = argparse.ArgumentParser(
        prog="build.py", description=phrase("program", "ko"), allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join(COMMANDS))
    every = argparse.ArgumentParser(add_help=False)
    every.add_argument("--lang", choices=("ko", "en"), help=phrase("help-lang", "ko"))
    site = argparse.ArgumentParser(add_help=False, parents=[every])
    site.add_argument(
        "--site", type=Path, default=Path(), metavar="DIR", help=phrase("help-site", "ko")
    )
    for name, add in OPTIONS.items():
        parents = [every] if name in ("extract", "explain") else [site]
        command = commands.add_parser(
            name, parents=parents, help=phrase(f"help-{name}", "ko"), allow_abbrev=False
        )
        add(command)
    return parser


def _add_build(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, metavar="DIR", help=phrase("help-out", "ko"))
    command.add_argument("--base-url", metavar="URL", help=phrase("help-base-url", "ko"))
    for switch in ("drafts", "strict", "clean", "quiet", "allow-url-removal", "profile"):
        command.add_argument(
            f"--{switch}", action="store_true", help=phrase(f"help-{switch}", "ko")
        )
    command.add_argument("--jobs", type=_count, metavar="N", help=phrase("help-jobs", "ko"))
    command.set_defaults(run=run_build)


def _add_extract(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.set_defaults(run=run_extract)


def _add_explain(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.set_defaults(run=run_explain)


def _add_new(command: argparse.ArgumentParser) -> None:
    command.add_argument("title", help=phrase("help-title", "ko"))
    command.add_argument("--org", action="append", default=[], metavar="NAME")
    command.add_argument("--date", metavar="DATE")
    command.add_argument("--outlet", metavar="NAME")
    command.set_defaults(run=run_new)


def _add_check(command: argparse.ArgumentParser) -> None:
    hosts = ("github", "cloudflare", "netlify")
    command.add_argument("--host", choices=hosts, help=phrase("help-host", "ko"))
    command.add_argument("--json", action="store_true", help=phrase("help-json", "ko"))
    command.set_defaults(run=run_check)


def _add_serve(command: argparse.ArgumentParser) -> None:
    port = phrase("help-port", "ko")
    command.add_argument("--port", type=int, default=8000, metavar="N", help=port)
    command.set_defaults(run=run_serve)


def _add_import(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.set_defaults(run=run_import)


OPTIONS = {
    "build": _add_build,
    "extract": _add_extract,
    "explain": _add_explain,
    "check": _add_check,
    "new": _add_new,
    "serve": _add_serve,
    "import": _add_import,
}


def _count(text: str) -> int:
    """A number of processes, at least one."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(text)
    return number


def run_build(arguments: argparse.Namespace) -> int:
    """Build and publish; the last stdout line says what was made and where."""
    from newsarchive import pipeline, progress

    config = settings_of(
        arguments, out=arguments.out, base_url=arguments.base_url, drafts=arguments.drafts
    )
    language = arguments.lang or config.lang
    with progress.watching(sys.stderr, language, arguments.quiet) as watch:
        profile = progress.Profile(watch)
        options = pipeline.Options(
            strict=arguments.strict,
            allow_url_removal=arguments.allow_url_removal,
            clean=arguments.clean,
            jobs=arguments.jobs,
            watch=profile if arguments.profile else watch,
        )
        built = pipeline.build(config, options)
    if arguments.profile:
        say(profile.report(language))
    report(built.problems, arguments)
    print(
        f"{built.articles} articles, {built.pages} pages, {built.written} written, "
        f"{built.unchanged} unchanged, {built.removed} removed → {config.out} ({built.seconds:.1f} s)"
    )
    return DONE


def settings_of(arguments: argparse.Namespace, **given: object) -> SiteConfig:
    """The site's settings, with what the command line overrides; from here on messages are in its language."""
    from newsarchive.config import load_config

    if not arguments.site.is_dir():
        raise SettingsError(Problem(str(arguments.site), 0, "E104", (str(arguments.site),)))
    config = load_config(arguments.site, **given)
    arguments.lang = arguments.lang or config.lang
    return config


def run_extract(arguments: argparse.Namespace) -> int:
    """Print one JSON object per article; a page without article prints nothing but a note on stderr."""
    from newsarchive import pipeline
    from newsarchive.records import as_record

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # for other programs, whatever the code page
    articles, problems = pipeline.extract_files(arguments.files)
    for article in articles:
        record = as_record(article)
        del record["url"]  # decided by the site that publishes it
        print(json.dumps(record, ensure_ascii=False))
    report(problems, arguments)
    return FAULTY_CONTENT if any(problem.is_error for problem in problems) else DONE


def run_explain(arguments: argparse.Namespace) -> int:
    """Print every line of the files with its label and the rule that claimed it."""
    from newsarchive import pipeline

    problems: list[Problem] = []
    for reading in pipeline.read_files(arguments.files):
        if len(arguments.files) > 1:
            print(f"== {reading.source}")
        for line in reading.lines:
            print(f"{line.number:5d}  {line.label:<12} {line.rule:<28} {line.text}".rstrip())
        problems += reading.problems
    report(problems, arguments)
    return FAULTY_CONTENT if any(problem.is_error for problem in problems) else DONE


def run_new(arguments: argparse.Namespace) -> int:
    """Write a new article file and say where it is."""
    from newsarchive import intake

    path = intake.new_article(
        settings_of(arguments), arguments.title, arguments.org, arguments.date, arguments.outlet
    )
    print(path)
    return DONE


def run_check(arguments: argparse.Namespace) -> int:
    """Print the field table to stdout and all problems to stderr, or both as one JSON object."""
    from newsarchive import check

    config = settings_of(arguments)
    found = check.inspect(config, arguments.host)
    if arguments.json:
        problems = [
            {**asdict(p), "message": p.message(arguments.lang), "hint": p.hint(arguments.lang)}
            for p in found.problems
        ]
        fields = list(map(asdict, found.fields))
        print(json.dumps({"problems": problems, "fields": fields}, ensure_ascii=False))
    else:
        for row in found.fields:
            item = f"#{row.item}" if row.item else ""
            print(f"{row.source}{item}\t{row.field}\t{row.value}\t{row.rule}")
        report(found.problems, arguments)
    return FAULTY_CONTENT if any(p.is_error for p in found.problems) else DONE


def run_serve(arguments: argparse.Namespace) -> int:
    """Preview until interrupted."""
    from newsarchive import pipeline, serve

    settings_of(arguments)
    try:
        preview = serve.Preview(
            arguments.site, lambda c: pipeline.build(c).problems, arguments.port, arguments.lang
        )
    except (OSError, OverflowError) as error:
        where = f"--port {arguments.port}"
        raise SettingsError(Problem(where, 0, "E305", (str(error),))) from error
    report(preview.rebuild(), arguments)
    say(phrase("serving", arguments.lang).format(preview.address))
    try:
        for _ in preview.changes():
            report(preview.rebuild(), arguments)
    finally:
        preview.close()
    return DONE


def run_import(arguments: argparse.Namespace) -> int:
    """Copy files into seeds/ and say what each became."""
    from newsarchive import intake

    config = settings_of(arguments)
    imported, problems = intake.import_files(config, arguments.files)
    for one in imported:
        print(f"{one.origin} → {one.seed} ({one.encoding})")
    report(problems, arguments)
    return FAULTY_CONTENT if problems else DONE


def report(problems: Sequence[Problem], arguments: argparse.Namespace) -> None:
    """Print the problems, each once, in the order of files and lines, and their number."""
    language = arguments.lang or "ko"
    listed = sorted(set(problems))
    for problem in listed:
        say(problem.describe(language))
    errors = sum(problem.is_error for problem in listed)
    warnings = sum(problem.is_warning for problem in listed)
    if errors:
        outcome = "unpublished" if arguments.command == "build" else "faulty"
        say(phrase(outcome, language).format(errors, warnings))
    elif warnings:
        say(phrase("warned", language).format(warnings))


def say(text: str) -> None:
    """One message to the person, on stderr."""
    print(text, file=sys.stderr)


def _let_print_anything(stream: TextIO) -> None:
    """A console that cannot show a character (CP949 on Windows) shows its code instead of failing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
