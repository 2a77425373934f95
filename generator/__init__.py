"""apuntes: one checked bank of knowledge in, a site, quizzes and decks out."""

__version__ = "0.1.0"

# When this version was made, in seconds since 1970. Everything that needs a time takes it from here, never from
# the clock, so that building a version again gives the same bytes. Every release must move it forward: Anki only
# updates a note whose time is newer than the one it has.
RELEASED_ON = 1_795_392_000  # 2026-11-23
