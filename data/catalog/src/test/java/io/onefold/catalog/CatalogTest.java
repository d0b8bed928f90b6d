package io.onefold.catalog;

import static io.onefold.catalog.Fixture.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.Change.Outcome;
import io.onefold.catalog.GraphSpec.End;
import io.onefold.model.DataType;
import io.onefold.model.DatasetName;
import io.onefold.model.contract.ContractColumn;
import io.onefold.model.contract.DatasetContract;
import io.onefold.model.contract.Normalisation;
import io.onefold.model.contract.Partitioning;
import io.onefold.model.contract.RowRule;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What manifests say is what the stages read.
final class CatalogTest {

    private static final DatasetName ACCOUNTS = DatasetName.parse("profiles_db.accounts");
    private static Fixture fixture;
    private static Catalog catalog;
    private static List<Change> first;

    @BeforeAll
    static void apply() {
        fixture = new Fixture();
        catalog = fixture.catalog;
        first = catalog.apply(fixture.streaming(), ApplyOptions.DEFAULT, OPERATOR);
    }

    @Test
    void manifestsAreAppliedInTheOrderOfWhatTheyReferTo() {
        assertThat(first)
                .extracting(Change::toString)
                .containsExactly(
                        "role support created",
                        "user asha created",
                        "source files created",
                        "source profiles-db created",
                        "source support-db created",
                        "contract profiles-accounts created",
                        "graph customer-360 created",
                        "workflow stream created");
    }

    @Test
    void applyingAgainChangesNothing() {
        long revisions =
                Long.parseLong(fixture.value("select count(*) from control.manifest_revision"));
        long events = Long.parseLong(fixture.value("select count(*) from audit.event"));
        String rows =
                fixture.value(
                        "select string_agg(ctid::text, ',' order by source_id) from control.source_database");

        List<Change> again = catalog.apply(fixture.streaming(), ApplyOptions.DEFAULT, OPERATOR);

        assertThat(again)
                .allSatisfy(
                        change -> {
                            assertThat(change.outcome()).isEqualTo(Outcome.UNCHANGED);
                            assertThat(change.revision()).isEqualTo(1);
                            assertThat(change.held()).isEmpty();
                        });
        assertThat(fixture.value("select count(*) from control.manifest_revision"))
                .isEqualTo("" + revisions);
        assertThat(fixture.value("select count(*) from audit.event")).isEqualTo("" + events);
        assertThat(
                        fixture.value(
                                "select string_agg(ctid::text, ',' order by source_id) from control.source_database"))
                .as("no row was written again")
                .isEqualTo(rows);
    }

    @Test
    void aSourceIsFoundByItsManifestAndByItsPrefix() {
        SourceSpec source = catalog.source("profiles-db");

        assertThat(catalog.source("profiles_db")).isEqualTo(source);
        assertThat(source.connection())
                .isEqualTo(
                        new SourceConnection.Server(
                                "profiles.internal",
                                null,
                                "profiles",
                                "reader",
                                new SecretRef("env:PROFILES_DB_PASSWORD")));
        assertThat(source.schema()).isEqualTo("public");
        assertThat(source.table("accounts"))
                .isEqualTo(
                        new SourceTable(
                                "accounts",
                                "accounts",
                                List.of("account_id"),
                                "created_at",
                                Duration.ZERO,
                                false,
                                Map.of("hashed_password", "credential"),
                                Map.of(
                                        "email",
                                        Set.of("PII.Email"),
                                        "full_name",
                                        Set.of("PII.Name")),
                                null));
        assertThat(source.table("payment_methods").physicalName()).isEqualTo("Payment Methods");
    }

    @Test
    void aSourceOfAPartKeepsItsZoneLatenessAndDeletes() {
        SourceSpec source = catalog.source("support-db");

        assertThat(source.connection())
                .isEqualTo(new SourceConnection.Part("postgres", "support_db", "SUPPORT_DB_"));
        assertThat(source.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(source.tables())
                .extracting(SourceTable::name)
                .containsExactly("tickets", "tags", "ticket_tag_link");
        assertThat(source.table("tickets").lateness()).isEqualTo(Duration.ofHours(1));
        assertThat(source.table("tickets").detectDeletes()).isTrue();
    }

    @Test
    void aSourceOfFilesKeepsHowItsFilesAreRead() {
        SourceSpec source = catalog.source("files");

        assertThat(source.connection()).isEqualTo(new SourceConnection.Files("/data/berka"));
        assertThat(source.drift()).isEqualTo(Drift.ADD);
        assertThat(source.table("trans").file()).isEqualTo(FileOptions.of("trans.csv.gz"));
        assertThat(source.table("order").file())
                .isEqualTo(new FileOptions("order.csv", ";", "\"", false, "windows-1250", "NA"));
    }

    @Test
    void aContractIsReadFromItsStandardForm() {
        DatasetContract contract = catalog.contract(ACCOUNTS).orElseThrow();

        assertThat(contract)
                .isEqualTo(
                        new DatasetContract(
                                "profiles-accounts",
                                "1.2.0",
                                ACCOUNTS,
                                List.of(
                                        ContractColumn.of(
                                                "account_id", DataType.Simple.STRING, true),
                                        new ContractColumn(
                                                "mail",
                                                "email",
                                                DataType.Simple.STRING,
                                                true,
                                                false,
                                                Set.of("PII.Email"),
                                                List.of(
                                                        new Normalisation(
                                                                "lower", "lower(trim(email))")),
                                                null),
                                        new ContractColumn(
                                                "greeting",
                                                "greeting",
                                                DataType.Simple.STRING,
                                                false,
                                                false,
                                                Set.of(),
                                                List.of(),
                                                "'Dear ' || full_name"),
                                        ContractColumn.of(
                                                "created_at", DataType.Simple.TIMESTAMPTZ, false)),
                                List.of("account_id"),
                                "created_at",
                                List.of(
                                        new RowRule(
                                                "mail-form",
                                                "mail",
                                                "an e-mail address",
                                                "mail like '%@%'",
                                                false)),
                                List.of(),
                                true,
                                List.of(
                                        new Partitioning(
                                                "created_at", Partitioning.Transform.MONTH))));
        assertThat(catalog.contract(DatasetName.parse("profiles_db.nothing"))).isEmpty();
    }

    @Test
    void fieldsOfAContractThatNobodyReadsSurvive() {
        assertThat(
                        catalog.revisions(ManifestType.CONTRACT, "profiles-accounts")
                                .getFirst()
                                .document()
                                .at("/servers/0/server")
                                .asString())
                .isEqualTo("kept");
    }

    @Test
    void aGraphIsMadeOfItsMappings() {
        GraphSpec graph = catalog.graph("customer-360");
        DatasetName tickets = DatasetName.parse("support_db.tickets");

        assertThat(graph.nodes())
                .extracting(GraphSpec.Node::label)
                .containsExactly("Account", "PaymentMethod", "Tag", "Ticket");
        assertThat(graph.nodes("Account").getFirst().exclude()).containsExactly("hashed_password");
        assertThat(graph.relationships())
                .extracting(GraphSpec.Relationship::type)
                .containsExactly("HAS_PAYMENT_METHOD", "SUBMITTED", "TAGGED_WITH");
        assertThat(graph.relationships().get(1).from())
                .isEqualTo(new End(ACCOUNTS, "Account", List.of("email")));
        assertThat(graph.relationships().get(1).normaliser()).isEqualTo("lower_trim");
        assertThat(graph.relationships().get(2).via())
                .isEqualTo(
                        new GraphSpec.Junction(
                                DatasetName.parse("support_db.ticket_tag_link"),
                                List.of("ticket_id"),
                                List.of("tag_id")));
        assertThat(graph.identifiers())
                .singleElement()
                .satisfies(
                        card -> {
                            assertThat(card.valueColumn()).isEqualTo("card_fingerprint");
                            assertThat(card.joinColumns()).containsExactly("account_id");
                            assertThat(card.hubAbove()).isEqualTo(7);
                        });
        assertThat(graph.fraud())
                .isEqualTo(new GraphSpec.Fraud(tickets, List.of("ticket_id"), "created_at"));
        assertThat(graph.options().maxDeadLetters()).isEqualTo(3);
        assertThat(graph.options().customerLabel()).isEqualTo("Account");
    }

    @Test
    void aWorkflowGivesItsJobsInOrder() {
        WorkflowSpec workflow = catalog.workflow("stream");

        assertThat(workflow.inOrder())
                .extracting(WorkflowSpec.Job::name)
                .containsExactly("silos", "graph");
        assertThat(workflow.inOrder().getFirst().sources())
                .containsExactly("profiles-db", "support-db", "files");
        assertThat(workflow.inOrder().getFirst().retry())
                .isEqualTo(new WorkflowSpec.Retry(2, "OnTransientError"));
        assertThat(workflow.inOrder().getLast().graph()).isEqualTo("customer-360");
        assertThat(workflow.schedule())
                .isEqualTo(
                        new WorkflowSpec.Schedule(
                                "*/5 * * * *",
                                "Asia/Kolkata",
                                WorkflowSpec.Concurrency.FORBID,
                                null,
                                false));
    }
}
