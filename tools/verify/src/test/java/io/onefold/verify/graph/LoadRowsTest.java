package io.onefold.verify.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.catalog.GraphRun.Mode;
import io.onefold.graph.GraphResult;
import io.onefold.graph.ItemResult;
import io.onefold.graph.LoadOptions;
import io.onefold.graph.LoadOptions.Script;
import io.onefold.model.run.Progress;
import io.onefold.pipeline.RunSummary;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rows of the graph about loading: nothing twice, exact changes, scripts, bulk.
class LoadRowsTest {

    private static Customer360 installation;

    @BeforeAll
    static void open() {
        installation = SharedInstallation.get();
        installation.apply(false);
        installation.run();
    }

    @Test
    @Tag("graph-3")
    void aSecondRunChangesNothingAndOpensNoWritingTransaction() {
        String before = installation.cypher().bookmark();

        RunSummary again = installation.run();

        assertThat(again.rowsWritten()).isZero();
        assertThat(again.graphChanges()).isZero();
        assertThat(installation.cypher().bookmark())
                .as("the last committed transaction")
                .isEqualTo(before);
    }

    /// One in a hundred rows, at least one.
    private static final int EVENTS = 15;

    @Test
    @Tag("graph-4")
    void onePercentOfEachKindOfChangeIsCountedExactlyAndLeavesWhatAFreshLoadMakes() {
        Sql streaming = installation.silo("streaming_db");
        copyEvents(streaming, 800_000);
        installation.run();
        copyEvents(streaming, 900_000);
        streaming.change(
                "update play_events set action = action || '!' where event_id between 800000 and 899999");
        streaming.change(
                """
                delete from play_events where event_id in (
                  select event_id from play_events order by event_timestamp, event_id limit 15)""");
        Sql profiles = installation.silo("profiles_db");
        profiles.change(
                "insert into accounts values (gen_random_uuid(), 'new-one@example.org', 'x', 'New \"One\"', now())");
        profiles.change(
                "update accounts set full_name = 'Renamed' where account_id = (select min(account_id::text)::uuid from accounts)");
        int deleted =
                profiles.change(
                        """
                        delete from accounts where account_id = (
                          select min(a.account_id::text)::uuid from accounts a
                          where a.full_name <> 'Renamed' and a.email <> 'new-one@example.org' and not exists (select 1 from payment_methods p where p.account_id = a.account_id)
                            and not exists (select 1 from subscriptions s where s.account_id = a.account_id))""");

        Map<String, ItemResult> items = items(installation.run().graphs().getFirst());

        assertThat(changes(items.get("PlayEvent"))).isEqualTo("15 created, 15 updated, 15 deleted");
        assertThat(changes(items.get("Account")))
                .isEqualTo("1 created, 1 updated, " + deleted + " deleted");
        for (String untouched : new String[] {"Plan", "Media", "Ticket", "Tag", "TicketTagLink"}) {
            assertThat(changes(items.get(untouched)))
                    .as(untouched)
                    .isEqualTo("0 created, 0 updated, 0 deleted");
        }
        assertThat(items.get("(PlayEvent)-[PLAYED]->(Media)").created()).isEqualTo(EVENTS);
        assertThat(items.get("(PlayEvent)-[PLAYED]->(Media)").deleted()).isEqualTo(EVENTS);
        assertThat(installation.contents()).isEqualTo(freshlyLoaded());
    }

    /// Inserts fifteen events at the newest moment there is, within reach of the watermark.
    private static void copyEvents(Sql streaming, int firstId) {
        streaming.change(
                """
                insert into play_events
                select %d + row_number() over (), session_id, account_id_from_token, media_id,
                  (select max(event_timestamp) from play_events), action, ip_address, device_fingerprint
                from play_events where event_id < 800000 order by event_id desc limit 15"""
                        .formatted(firstId));
    }

    @Test
    @Tag("graph-6")
    void aScriptRebuildsTheGraphAloneAndASecondTimeChangesNothing() {
        GraphContents right = freshlyLoaded();
        installation.clear();
        GraphResult loaded =
                installation
                        .load(Mode.FULL, installation.options().withScript(Script.ALWAYS))
                        .requireSucceeded();
        Path script = Objects.requireNonNull(loaded.script());
        installation.clear();

        GraphResult once = replay(script);
        assertThat(installation.contents()).isEqualTo(right);
        assertThat(once.changes())
                .isEqualTo(right.counts().values().stream().mapToLong(Long::longValue).sum());

        assertThat(replay(script).changes()).isZero();
        assertThat(installation.contents()).isEqualTo(right);
        System.out.println("graph-6: " + right.counts() + ", hash " + right.hash());
    }

    private static GraphResult replay(Path script) {
        return installation
                .path
                .graphLoad()
                .replay(script, installation.context(Progress.SILENT))
                .requireSucceeded();
    }

    @Test
    @Tag("graph-7")
    void aBulkLoadMakesTheGraphThatBoltMakes() {
        GraphContents right = freshlyLoaded();
        LoadOptions cleared =
                installation.options().withClear(new LoadOptions.Clear("neo4j", false));

        installation.load(Mode.BULK, cleared.withDeep(true)).requireSucceeded();

        assertThat(installation.contents()).isEqualTo(right);
        assertThat(installation.cypher().rows("SHOW CONSTRAINTS")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(installation.load(Mode.INCREMENTAL, installation.options()).changes())
                .as("what was imported is known as sent")
                .isZero();
    }

    private static GraphContents freshlyLoaded() {
        installation.clear();
        installation.load(Mode.FULL, installation.options()).requireSucceeded();
        return installation.contents();
    }

    static Map<String, ItemResult> items(GraphResult result) {
        return result.items().stream().collect(Collectors.toMap(ItemResult::item, item -> item));
    }

    private static String changes(ItemResult item) {
        return item.created()
                + " created, "
                + item.updated()
                + " updated, "
                + item.deleted()
                + " deleted";
    }
}
