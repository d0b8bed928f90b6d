package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.TableName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is sensitive in a dataset is sensitive in the tables the graph makes of it.
final class GraphLineageTest {

    private GraphFixture fixture;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        new Library(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void tagsFollowRowsIntoTheirHashesAndKeysIntoKeys() {
        TableName readers = TableName.parse("trusted.library.readers");
        fixture.loadDeep();
        fixture.catalog
                .datasets()
                .tag(readers, "born", List.of("PII.Birthdate"), GraphFixture.OPERATOR);
        fixture.catalog
                .datasets()
                .tag(readers, "reader_id", List.of("Customer.Key"), GraphFixture.OPERATOR);
        TableName sent = fixture.lake.list("graph.sent_").stream().findFirst().orElseThrow();

        assertThat(fixture.catalog.columnTags(sent).get("hash"))
                .contains("PII.Birthdate", "Customer.Key");
        assertThat(fixture.catalog.columnTags(sent).get("key"))
                .contains("Customer.Key")
                .doesNotContain("PII.Birthdate");
        assertThat(fixture.catalog.columnTags(sent).getOrDefault("item", Set.of())).isEmpty();
    }
}
