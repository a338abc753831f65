"""Makes, lists and revokes API tokens from the shell of the server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.actions import tokens
from cases.errors import Problem
from cases.queries import clinics
from cases.queries import tokens as known_tokens


class Command(BaseCommand):
    """`api_token create|list|revoke --clinic SLUG --email ADDRESS`: the secret is printed once, to stdout."""

    help = "Make, list or revoke the API tokens of one person in one clinic."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what the command takes."""
        parser.add_argument("what", choices=["create", "list", "revoke"])
        parser.add_argument("--clinic", required=True, help="The clinic's slug.")
        parser.add_argument("--email", required=True, help="Whom the token acts as.")
        parser.add_argument("--label", default="", help="create: what the token is for.")
        parser.add_argument("--id", type=int, default=0, help="revoke: the token's number, from list.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it inside the clinic's fence, so that the audit row lands there."""
        member = clinics.member_by_email(email=options["email"], slug=options["clinic"])
        if member is None:
            raise CommandError(f"{options['email']} does not work for the clinic “{options['clinic']}”.")
        try:
            with member.clinic.inside():
                if options["what"] == "create":
                    token, secret = tokens.create(label=options["label"], by=member)
                    self.stderr.write(f"Token {token.pk} acts as {member}. It is shown only now:")
                    self.stdout.write(secret)
                elif options["what"] == "revoke":
                    token = tokens.revoke(token_id=options["id"], by=member)
                    self.stderr.write(f"Token {token.pk} ({token.label}) is revoked.")
                else:
                    for token in known_tokens.of_member(member):
                        state = "revoked" if token.revoked_at else "running"
                        self.stdout.write(f"{token.pk}\t{state}\t{token.label}")
        except Problem as problem:
            raise CommandError(problem.sentence) from problem
