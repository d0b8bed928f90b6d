package io.onefold.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.GraphRun;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GraphClearTest {

    private GraphFixture fixture;

    @BeforeEach
    void open() {
        fixture = new GraphFixture();
        new Library(fixture);
        fixture.loadDeep();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void clearingIsRefusedWithoutPermissionConfirmationOrForForeignNodes() {
        Principal operator = new Principal("eve", Set.of(), Set.of(Permission.DATA_OPERATE), false);
        long before = fixture.count("MATCH (n) RETURN count(n)");
        assertThatThrownBy(() -> clear(operator, "neo4j", true))
                .hasMessageContaining("graph_admin");
        assertThatThrownBy(() -> clear(GraphFixture.OPERATOR, "graph", true))
                .hasMessageContaining("'graph'")
                .hasMessageContaining("--confirm neo4j");
        fixture.cypher("CREATE (:Note {text: 'mine'})");
        assertThatThrownBy(() -> clear(GraphFixture.OPERATOR, "neo4j", false))
                .hasMessageContaining("1 nodes that Onefold did not make")
                .hasMessageContaining("--include-foreign");
        assertThat(fixture.count("MATCH (n) RETURN count(n)")).isEqualTo(before + 1);

        clear(GraphFixture.OPERATOR, "neo4j", true);

        assertThat(fixture.count("MATCH (n) RETURN count(n)")).isZero();
        assertThat(
                        fixture.control(
                                "select actor || ' ' || object || ' ' || outcome from audit.event where event_type = 'graph.clear' order by sequence"))
                .containsExactly(
                        "eve neo4j refused",
                        "ada neo4j refused",
                        "ada neo4j refused",
                        "ada neo4j done");
    }

    @Test
    void aLoadCanClearFirstAndBuildsTheGraphAnew() {
        List<String> right = fixture.everything();
        fixture.cypher("MATCH (r:Reader) SET r.stray = true");
        GraphResult result =
                fixture.load(
                                GraphRun.Mode.INCREMENTAL,
                                fixture.options().withClear(new LoadOptions.Clear("neo4j", false)))
                        .requireSucceeded();
        assertThat(result.item("Reader").orElseThrow().created()).isEqualTo(3);
        assertThat(fixture.everything()).isEqualTo(right);
        assertThat(
                        fixture.control(
                                "select cleared from control.graph_run order by started_at desc limit 1"))
                .containsExactly("t");
    }

    private void clear(Principal who, String confirm, boolean includeForeign) {
        fixture.graphLoad()
                .clear(new LoadOptions.Clear(confirm, includeForeign), fixture.context(who));
    }
}
