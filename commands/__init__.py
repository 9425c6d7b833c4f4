"""The operator's door: flask commands, one file per group."""

from flask import Flask

from commands import accounts, counts, demo, doctor, first_run, jobs, plan, rosters, schema, serve


def register(app: Flask) -> None:
    """Put every command in place."""
    groups = (schema.db, plan.plan, accounts.account, counts.counts, rosters.roster, jobs.jobs)
    for group in groups:
        app.cli.add_command(group)
    for command in (first_run.first_run, serve.serve, demo.demo, doctor.doctor):
        app.cli.add_command(command)
