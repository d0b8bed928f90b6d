package io.onefold.catalog;

import io.onefold.model.access.Principal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// A catalog in a database of its own, and manifests to put into it.
final class Fixture {

    static final Principal OPERATOR = Principal.localOperator("tester");

    final DataSource database = ControlDatabase.empty();
    final Catalog catalog = Catalog.open(database, Clock.systemUTC());
    final Manifests manifests =
            new Manifests(Settings.of(Path.of(""), Map.of("ONEFOLD_DATA", "/data")));

    /// The manifests of `streaming.yaml`.
    ManifestSet streaming() {
        return manifests.read(
                List.of(Path.of("src/test/resources/manifests/streaming.yaml")),
                ReadOptions.DEFAULT);
    }

    /// Manifests of a text.
    ManifestSet text(String yaml) {
        return manifests.readText("test.yaml", yaml, ReadOptions.DEFAULT);
    }

    /// Applies the manifests of a text.
    List<Change> apply(String yaml) {
        return catalog.apply(text(yaml), ApplyOptions.DEFAULT, OPERATOR);
    }

    /// The single value of a query, as text.
    String value(String sql) {
        return ControlDatabase.value(database, sql);
    }

    int execute(String sql) {
        return ControlDatabase.execute(database, sql);
    }
}
