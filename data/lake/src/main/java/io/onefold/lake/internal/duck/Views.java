package io.onefold.lake.internal.duck;

import io.onefold.lake.DuckSql;
import io.onefold.model.TableName;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The views of one engine under lake addresses: the first part of an address is an empty attached
/// database, the second, if there are three, a schema in it.
public final class Views {

    private final Engine engine;
    private final Set<String> databases = new HashSet<>();
    private final Set<String> schemas = new HashSet<>();

    public Views(Engine engine) {
        this.engine = engine;
    }

    /// Creates or replaces the view of a table.
    public void create(TableName table, String select) {
        String database = DuckSql.name(table.namespace().getFirst());
        if (databases.add(database.toLowerCase(Locale.ROOT))) {
            engine.execute("ATTACH ':memory:' AS " + database);
        }
        String schema =
                database
                        + "."
                        + DuckSql.name(
                                table.namespace().size() == 2 ? table.namespace().get(1) : "main");
        if (schemas.add(schema.toLowerCase(Locale.ROOT))) {
            engine.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
        }
        engine.execute(
                "CREATE OR REPLACE VIEW "
                        + schema
                        + "."
                        + DuckSql.name(table.name())
                        + " AS "
                        + select);
    }

    /// Creates or replaces a view that only plain names reach.
    public void createTemporary(String name, String select) {
        engine.execute("CREATE OR REPLACE TEMP VIEW " + DuckSql.name(name) + " AS " + select);
    }
}
