"""`python -m bot` and the `duban` command."""

from bot.cli import app


def main() -> None:
    """Run the command line."""
    app(prog_name="duban")


if __name__ == "__main__":
    main()
