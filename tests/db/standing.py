"""A database's tables as they stand: their columns, their rows, and all that bounds them."""

from __future__ import annotations

from sqlalchemy import Inspector, inspect, text

from core.db import Database


def content(
    database: Database, only: dict[str, list[str]] | None = None
) -> dict[str, list[tuple[object, ...]]]:
    """Return every table that stands now with its rows, of the columns in `only` where a step adds to a table."""
    standing = columns(database)
    wanted = standing if only is None else {name: only[name] for name in standing if name in only}
    with database.engine.connect() as connection:
        found: dict[str, list[tuple[object, ...]]] = {}
        for name, names in wanted.items():
            listed = ", ".join(f'"{one}"' for one in names)
            rows = connection.exec_driver_sql(f'SELECT {listed} FROM "{name}"').all()
            found[name] = sorted((tuple(row) for row in rows), key=repr)
    return found


# The databases' own words for all tables at once: SQLAlchemy asks and takes apart what a hundred steps need not know.
COLUMNS = {
    "sqlite": """
        SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.cid""",
    "postgresql": """
        SELECT t.relname, c.attname FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
        WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace AND c.attnum > 0 AND NOT c.attisdropped
        ORDER BY t.relname, c.attnum""",
}
# A column's place, type, default and whether it may be empty; each index, constraint and trigger in full. That a column
# may not be empty is said by the column: its constraint's name is PostgreSQL's own affair.
POSTGRES_SHAPE = """
    WITH tables AS (
        SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    ), told AS (
        SELECT c.attrelid AS owner, 1 AS part, row_number() OVER (PARTITION BY c.attrelid ORDER BY c.attnum) AS place,
            concat_ws(' ', c.attname, format_type(c.atttypid, c.atttypmod), c.attnotnull, c.attidentity,
                pg_get_expr(d.adbin, d.adrelid)) AS words
        FROM pg_attribute c LEFT JOIN pg_attrdef d ON d.adrelid = c.attrelid AND d.adnum = c.attnum
        WHERE c.attnum > 0 AND NOT c.attisdropped
        UNION ALL SELECT indrelid, 2, 0, pg_get_indexdef(indexrelid) FROM pg_index
        UNION ALL SELECT conrelid, 3, 0, conname || ' ' || pg_get_constraintdef(oid)
            FROM pg_constraint WHERE contype <> 'n'
        UNION ALL SELECT tgrelid, 4, 0, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    )
    SELECT relname, part, words FROM tables JOIN told ON owner = tables.oid ORDER BY relname, part, place, words"""


def columns(database: Database) -> dict[str, list[str]]:
    """Return the columns of every table that stands now."""
    found: dict[str, list[str]] = {}
    with database.engine.connect() as connection:
        for name, column in connection.exec_driver_sql(COLUMNS[database.engine.dialect.name]):
            found.setdefault(name, []).append(column)
    found.pop("alembic_version", None)
    return found


def shape(database: Database, known: dict[tuple[str, ...], object]) -> dict[str, object]:
    """Return tables, columns, indexes and constraints as they stand now.

    `known` holds what was read of a table by the words that made it, where the database keeps those (SQLite): to read
    seventy tables anew after each of a hundred steps takes longer than the steps.
    """
    with database.engine.connect() as connection:
        if database.engine.dialect.name != "sqlite":
            found: dict[str, object] = {}
            for name, part, words in connection.exec_driver_sql(POSTGRES_SHAPE):
                parts = found.setdefault(name, [])
                assert isinstance(parts, list)
                parts.append((part, words))
            return found
        told = connection.execute(
            text("SELECT tbl_name, sql FROM sqlite_master WHERE sql != '' ORDER BY name")
        )
        made: dict[str, tuple[str, ...]] = {}
        for name, words in told:
            made[name] = (*made.get(name, ()), words)
    new = [name for name, words in made.items() if (name, *words) not in known]
    for name, read in _read_shapes(inspect(database.engine), new).items() if new else ():
        known[(name, *made[name])] = read
    return {name: known[(name, *words)] for name, words in made.items()}


def _read_shapes(seen: Inspector, names: list[str]) -> dict[str, object]:
    named = (
        seen.get_multi_indexes(filter_names=names),
        seen.get_multi_unique_constraints(filter_names=names),
        seen.get_multi_check_constraints(filter_names=names),
        seen.get_multi_foreign_keys(filter_names=names),
    )
    return {
        str(key[1]): (
            [(one["name"], str(one["type"]), one["nullable"]) for one in told],
            *(sorted(str(item["name"]) for item in items.get(key) or ()) for items in named),
        )
        for key, told in seen.get_multi_columns(filter_names=names).items()
    }
