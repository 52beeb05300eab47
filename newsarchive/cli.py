"""Arguments in, printing out, exit codes: 0 done, 1 problems in content, 2 wrong usage or settings, 3 a bug.

The only room that prints. Data goes to stdout, everything else to stderr. Work is done by other rooms; they are
imported inside the commands so that `--help` and mistakes in usage answer at once.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, TextIO

from newsarchive import usage
from newsarchive.errors import ArchiveError, Problem, SettingsError, reason_of
from newsarchive.messages import phrase

if TYPE_CHECKING:
    from newsarchive.config import SiteConfig

DONE, FAULTY_CONTENT, WRONG_USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130


def run() -> None:
    """The program: run one command and end the process, which is too short-lived to look for garbage in cycles."""
    gc.disable()
    kept: list[object] = []
    end(main(None, kept))


def end(code: int) -> None:
    """End the process at once: taking a large archive apart, value by value, costs a tenth of a small change."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None, kept: list[object] | None = None) -> int:
    """Run one command; the exit code. Without a command, `build`. What was built goes to `kept`, to live as long."""
    words = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        _let_print_anything(stream)
    arguments = argparse.Namespace(command="", lang="en" if "en" in words else None)
    try:
        arguments = usage.parse(words)
        arguments.kept = [] if kept is None else kept
        code = RUN[arguments.command](arguments)
        sys.stdout.flush()
        return code
    except ArchiveError as error:
        report(error.problems, arguments)
        return error.exit_code
    except ModuleNotFoundError as error:  # `python build.py` outside the environment
        report([Problem("requirements.txt", 0, "E306", (str(error.name),))], arguments)
        return WRONG_USAGE
    except OSError as error:  # of standard output: everything else is caught where it is opened
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # `build.py extract … | head`
            return DONE
        report([Problem(error.filename or "stdout", 0, "E110", (reason_of(error),))], arguments)
        return FAULTY_CONTENT
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception:
        traceback.print_exc()
        say(phrase("bug", arguments.lang or "ko"))
        return BUG


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
        arguments.kept.append(built)
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
    """Print every line of the files with its label and rule, then each organization with the rule and sentence it came by."""
    from newsarchive import pipeline

    problems: list[Problem] = []
    articles, _ = pipeline.extract_files(arguments.files)
    for reading in pipeline.read_files(arguments.files):
        if len(arguments.files) > 1:
            print(f"== {reading.source}")
        for line in reading.lines:
            print(f"{line.number:5d}  {line.label:<12} {line.rule:<28} {line.text}".rstrip())
        for found in (o for a in articles if a.source == reading.source for o in a.organizations):
            print(f"       ORGANIZATION {found.rule:<28} {found.name}: {found.sentence}")
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

    gc.enable()  # it runs for days
    settings_of(arguments)
    try:
        preview = serve.Preview(
            arguments.site, lambda c: pipeline.build(c).problems, arguments.port, arguments.lang
        )
    except OSError as error:
        where = f"--port {arguments.port}"
        raise SettingsError(Problem(where, 0, "E305", (reason_of(error),))) from error
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
    return FAULTY_CONTENT if any(problem.is_error for problem in problems) else DONE


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


RUN: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": run_build,
    "extract": run_extract,
    "explain": run_explain,
    "check": run_check,
    "new": run_new,
    "serve": run_serve,
    "import": run_import,
}


def say(text: str) -> None:
    """One message to the person, on stderr."""
    print(text, file=sys.stderr)


def _let_print_anything(stream: TextIO) -> None:
    """A console that cannot show a character (CP949 on Windows) shows its code instead of failing."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
