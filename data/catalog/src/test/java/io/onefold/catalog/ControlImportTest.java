package io.onefold.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.GraphSpec.End;
import io.onefold.model.DatasetName;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/// An existing control database becomes manifests that mean the same.
final class ControlImportTest {

    private final DataSource people = ControlDatabase.empty();
    private final DataSource desk = ControlDatabase.empty();
    private final DataSource existing = ControlDatabase.empty();

    @BeforeEach
    void fill() {
        ControlDatabase.execute(
                people,
                """
                create table members (member_id uuid primary key, mail text, pass_hash text);
                create table loyalty_cards (card_no text primary key, member_id uuid);
                create table notes (text text)""");
        ControlDatabase.execute(
                desk,
                """
                create table cases (case_id text primary key, sender text);
                create table topics (topic_id int primary key, name text);
                create table case_topic (case_id text, topic_id int, primary key (topic_id, case_id))""");
        ControlDatabase.execute(
                existing,
                """
                create table source_databases (source_id serial primary key, source_name text, db_host text, db_port int,
                    db_name text, db_user text, db_password text, is_active bool default true, last_accessed timestamptz);
                create table node_label_mappings (mapping_id serial, table_name text, node_label text, is_active bool default true);
                create table relationship_mappings (relationship_id serial, source_db text, relationship_type text, from_label text,
                    to_label text, join_condition text, junction_table text, junction_label text, is_active bool default true,
                    description text, execution_order int default 0);
                create table field_exclusion_rules (rule_id serial, source_id int, table_name text, column_name text,
                    is_excluded bool default true, reason text);
                insert into node_label_mappings (table_name, node_label, is_active)
                values ('members', 'Member', true), ('loyalty_cards', 'LoyaltyCard', true), ('cases', 'Case', true),
                    ('topics', 'Topic', true), ('case_topic', 'CaseTopicLink', true), ('gone', 'Gone', true), ('notes', 'Note', true),
                    ('off', 'Off', false);
                insert into relationship_mappings (relationship_type, from_label, to_label, join_condition, junction_table,
                    junction_label, description, execution_order, is_active)
                values ('HOLDS', 'Member', 'LoyaltyCard', 'm.member_id = lc.member_id', null, null, 'cards in hand', 1, true),
                    ('SENT', 'Member', 'Case', 'c.sender = m.mail', null, null, null, 2, true),
                    ('ABOUT', 'Case', 'Topic', 'c.case_id = link.case_id AND link.topic_id = topic.topic_id', 'case_topic',
                        'CaseTopicLink', null, 3, true),
                    ('LIKES', 'Member', 'Case', 'lower(m.mail) = c.sender', null, null, null, 4, true),
                    ('LOST', 'Member', 'Gone', 'm.a = g.b', null, null, null, 5, true),
                    ('OLD', 'Member', 'Case', 'm.a = c.b', null, null, null, 6, false);
                insert into field_exclusion_rules (source_id, table_name, column_name, is_excluded, reason)
                values (1, 'members', 'pass_hash', true, null), (1, 'members', 'mail', false, 'kept')""");
        insertSilo("people_db", people, "hunter2", true);
        insertSilo("desk_db", desk, null, true);
        insertSilo("old_db", desk, null, false);
    }

    @Test
    void silosKeysJoinsAndExclusionsAreTakenOver() {
        Fixture fixture = new Fixture();

        ControlImport.Converted converted =
                ControlImport.convert(address(existing), "customer-360");
        fixture.apply(converted.manifests());

        SourceSpec source = fixture.catalog.source("people-db");
        assertThat(source.name()).isEqualTo("people_db");
        assertThat(source.connection())
                .isInstanceOfSatisfying(
                        SourceConnection.Server.class,
                        server ->
                                assertThat(server.secret())
                                        .isEqualTo(new SecretRef("env:PEOPLE_DB_PASSWORD")));
        assertThat(source.table("members").key()).containsExactly("member_id");
        assertThat(source.table("members").exclude())
                .isEqualTo(Map.of("pass_hash", "excluded before"));
        assertThat(fixture.catalog.source("desk-db").table("case_topic").key())
                .containsExactly("topic_id", "case_id");

        GraphSpec graph = fixture.catalog.graph("customer-360");
        DatasetName members = DatasetName.parse("people_db.members");
        DatasetName cases = DatasetName.parse("desk_db.cases");
        assertThat(graph.nodes())
                .extracting(GraphSpec.Node::label)
                .containsExactly("Case", "CaseTopicLink", "LoyaltyCard", "Member", "Topic");
        assertThat(graph.relationships())
                .extracting(GraphSpec.Relationship::type)
                .containsExactly("HOLDS", "SENT", "ABOUT");
        assertThat(graph.relationships().getFirst().description()).isEqualTo("cards in hand");
        assertThat(graph.relationships().get(1).from())
                .isEqualTo(new End(members, "Member", List.of("mail")));
        assertThat(graph.relationships().get(1).to())
                .isEqualTo(new End(cases, "Case", List.of("sender")));
        assertThat(graph.relationships().get(1).joinText()).isEqualTo("c.sender = m.mail");
        assertThat(graph.relationships().get(2).via())
                .isEqualTo(
                        new GraphSpec.Junction(
                                DatasetName.parse("desk_db.case_topic"),
                                List.of("case_id"),
                                List.of("topic_id")));
    }

    @Test
    void whatCannotBeTakenOverIsNamedAndNoPasswordIsShown() {
        ControlImport.Converted converted =
                ControlImport.convert(address(existing), "customer-360");

        assertThat(converted.notes())
                .containsExactlyInAnyOrder(
                        "table 'gone' is in none of the active silos; it is left out",
                        "table 'people_db.notes' has no primary key; it is left out, name its key by hand",
                        "silo 'old_db' is switched off; it is left out",
                        "silo 'people_db' is read with the password in PEOPLE_DB_PASSWORD; export it",
                        "relationship Member LIKES Case: the condition 'lower(m.mail) = c.sender' cannot be taken over; write from,"
                                + " to and via by hand",
                        "relationship Member LOST Gone: no table feeds label 'Gone'; it is left out",
                        "relationship Member OLD Case is switched off; it is left out");
        assertThat(converted.manifests() + converted.notes()).doesNotContain("hunter2");
    }

    @Test
    void anotherDatabaseIsRefused() {
        assertThatThrownBy(() -> ControlImport.convert(address(people), "g"))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining("is not a control database of the known kind");
    }

    @Test
    void aSiloThatIsAwayIsNamed() {
        ControlDatabase.execute(
                existing, "update source_databases set db_port = 1 where source_name = 'desk_db'");

        assertThatThrownBy(() -> ControlImport.convert(address(existing), "g"))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("silo 'desk_db'")
                .hasMessageNotContaining("hunter2");
    }

    private void insertSilo(String name, DataSource silo, String password, boolean active) {
        PGSimpleDataSource address = (PGSimpleDataSource) silo;
        ControlDatabase.execute(
                existing,
                """
                insert into source_databases (source_name, db_host, db_port, db_name, db_user, db_password, is_active)
                values ('%s', '%s', %d, '%s', 'postgres', %s, %s)"""
                        .formatted(
                                name,
                                address.getServerNames()[0],
                                address.getPortNumbers()[0],
                                address.getDatabaseName(),
                                password == null ? "null" : "'" + password + "'",
                                active));
    }

    private static JdbcAddress address(DataSource database) {
        PGSimpleDataSource pg = (PGSimpleDataSource) database;
        return new JdbcAddress(
                "jdbc:postgresql://"
                        + pg.getServerNames()[0]
                        + ":"
                        + pg.getPortNumbers()[0]
                        + "/"
                        + pg.getDatabaseName(),
                "postgres",
                null);
    }
}
