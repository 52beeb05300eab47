"""python build.py: build the site. All of the program is in newsarchive/."""

from newsarchive.cli import run

if __name__ == "__main__":
    run()
