"""The spam filter: checks that give reasons, and a judge who weighs them."""
