package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphSpec;
import io.onefold.catalog.JdbcAddress;
import io.onefold.embedded.Part;
import io.onefold.verify.command.Install;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands on a graph, each as a person types it: in a process of its own.
final class GraphCommandsTest {

    private static final String SHOP =
            """
            name: shop
            version: v1
            type: source
            source:
              kind: csv
              connection: {root: .}
              tables:
                - {name: people, path: people.csv, key: [id]}
                - {name: cards, path: cards.csv, key: [person, card]}
            ---
            name: shop
            version: v1
            type: workflow
            workflow:
              dag:
                - name: tables
                  spec: {stack: "path:1.0", stackSpec: {sources: [shop]}}
            ---
            name: shop
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: shop.people, label: Person, key: [id]}
              identifiers:
                - {label: Card, type: USES_CARD, from: Person(id), value: "shop.cards(person, card)"}
            """;

    private static final String CONTROL =
            """
            create table source_databases (source_id serial primary key, source_name text, db_host text, db_port int,
                db_name text, db_user text, db_password text, is_active bool default true, last_accessed timestamptz);
            create table node_label_mappings (mapping_id serial, table_name text, node_label text, is_active bool default true);
            create table relationship_mappings (relationship_id serial, source_db text, relationship_type text, from_label text,
                to_label text, join_condition text, junction_table text, junction_label text, is_active bool default true,
                description text, execution_order int default 0);
            create table field_exclusion_rules (rule_id serial, source_id int, table_name text, column_name text,
                is_excluded bool default true, reason text);
            insert into node_label_mappings (table_name, node_label) values ('members', 'Member'), ('gone', 'Gone');
            """;

    @Test
    void aBulkLoadByCommandFillsAnEmptyGraphAndItsRings(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("people.csv"), "id,name\n1,Ada\n2,Bo\n3,Cy\n");
        Files.writeString(folder.resolve("cards.csv"), "person,card\n1,x\n2,x\n3,y\n");
        Files.writeString(folder.resolve("shop.yaml"), SHOP);
        done(folder, "apply", "-f", "shop.yaml");
        done(folder, "run", "shop");

        CommandProcess bulk = done(folder, "graph", "load", "shop", "--bulk");
        CommandProcess refused = CommandProcess.run(folder, "graph", "load", "shop", "--bulk");
        CommandProcess again = done(folder, "graph", "load", "shop", "--full", "--deep");
        CommandProcess rings =
                done(
                        folder,
                        "sql",
                        "select customer_id, ring_size from features.graph_customer order by 1",
                        "-o",
                        "csv");

        assertThat(bulk.said()).contains("graph shop, bulk: succeeded, 8 changes");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.said())
                .contains("a bulk load needs an empty graph, this one holds 5 nodes")
                .doesNotContain("\tat ");
        assertThat(again.said()).contains("graph shop, full: succeeded, 0 changes");
        assertThat(Files.readAllLines(rings.out()))
                .containsExactly("customer_id,ring_size", "1,2", "2,2", "3,1");
    }

    @Test
    void aControlDatabaseOfTheFieldBecomesManifestsThatApply() throws IOException {
        try (Install onefold = Install.withParts(Part.POSTGRES)) {
            onefold.createPostgres(
                    "people_db", "create table members (member_id int primary key, mail text)");
            onefold.createPostgres("old_control", CONTROL);
            JdbcAddress silo = onefold.lease().postgres("people_db");
            onefold.postgres(
                    "old_control",
                    "insert into source_databases (source_name, db_host, db_port, db_name, db_user, db_password) values"
                            + " ('people_db', '127.0.0.1', %d, 'people_db', '%s', '%s')"
                                    .formatted(
                                            URI.create(silo.url().substring("jdbc:".length()))
                                                    .getPort(),
                                            silo.user(),
                                            silo.password()));
            JdbcAddress control = onefold.lease().postgres("old_control");
            String password = onefold.write("control.password", String.valueOf(control.password()));
            String[] words = {
                "graph",
                "import-control",
                "customer-360",
                "--from",
                control.url(),
                "--user",
                String.valueOf(control.user()),
                "--secret",
                "file:" + password,
                "--out",
                "old.yaml"
            };

            CommandProcess converted = CommandProcess.run(onefold.folder(), words);
            onefold.write("control.password", "not this one");
            CommandProcess refused = CommandProcess.run(onefold.folder(), words);

            assertThat(converted.exit()).as(converted.said()).isZero();
            assertThat(converted.said())
                    .contains("wrote ", "note: ", "gone")
                    .doesNotContain(String.valueOf(silo.password()));
            assertThat(onefold.folder().resolve("old.yaml"))
                    .content()
                    .contains("label: Member")
                    .doesNotContain(String.valueOf(silo.password()));
            onefold.run("apply", "-f", "old.yaml").requireDone();
            assertThat(onefold.path().catalog().graph("customer-360").nodes())
                    .extracting(GraphSpec.Node::label)
                    .containsExactly("Member");
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.said())
                    .contains("refuses the account; check address, account and password")
                    .doesNotContain("\tat ", "not this one");
        }
    }

    private static CommandProcess done(Path folder, String... words) {
        CommandProcess command = CommandProcess.run(folder, words);
        assertThat(command.exit()).as(command.said()).isZero();
        return command;
    }
}
