package io.onefold.lake;

import io.onefold.model.Column;
import io.onefold.model.DataType.Simple;
import io.onefold.model.TableName;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A lake of its own with one table, for each test.
abstract class Ledger {

    static final TableName T = TableName.of("trusted", "bank", "ledger");

    LakeFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LakeFixture();
        fixture.lake.create(
                T,
                List.of(
                        Column.optional("id", Simple.LONG),
                        Column.optional("version", Simple.LONG)),
                List.of());
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    static Write append(String run, String select) {
        return new Write(T, select, new WriteMode.Append(), run);
    }

    static Write overwrite(String run, int version) {
        return new Write(
                T,
                "SELECT range AS id, " + version + "::BIGINT AS version FROM range(1000)",
                new WriteMode.Overwrite(),
                run);
    }

    List<String> rows(String select) {
        try (LakeSession session = fixture.session()) {
            session.attach(T);
            return LakeFixture.rows(session, select + " FROM trusted.bank.ledger");
        }
    }
}
