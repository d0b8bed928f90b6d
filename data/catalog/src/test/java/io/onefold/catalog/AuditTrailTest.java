package io.onefold.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.model.audit.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The audit log shows every change made to it.
final class AuditTrailTest {

    private final Fixture fixture = new Fixture();
    private final AuditTrail audit = fixture.catalog.audit();

    @Test
    void eventsAreKeptNewestFirst() {
        append(3);

        assertThat(audit.newest(null, 2))
                .extracting(AuditTrail.Entry::sequence)
                .containsExactly(3L, 2L);
        assertThat(audit.newest("object 1", 10))
                .singleElement()
                .satisfies(
                        entry ->
                                assertThat(entry.event())
                                        .isEqualTo(
                                                new AuditEvent(
                                                        "tester",
                                                        "test.event",
                                                        "object 1",
                                                        "done",
                                                        Map.of("n", "1", "q", "\"\\\u00e9\n"))));
        assertThat(audit.verify(List.of()).brokenLink()).isEmpty();
    }

    /// The oracle is the definition, written out here once more: SHA-256 over the hash before and
    /// the canonical JSON.
    @Test
    void aHashCoversTheHashBeforeAndTheEvent() throws Exception {
        audit.append(
                new AuditEvent(
                        "mina", "graph.clear", "customer-360", "done", Map.of("b", "2", "a", "1")));

        String timestamp =
                fixture.value(
                        "select to_char(\"timestamp\" at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from audit.event");
        String canonical =
                "{\"actor\":\"mina\",\"details\":{\"a\":\"1\",\"b\":\"2\"},\"event_type\":\"graph.clear\",\"lane\":0,"
                        + "\"object\":\"customer-360\",\"outcome\":\"done\",\"sequence\":1,\"timestamp\":\""
                        + timestamp
                        + "\"}";
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(new byte[32]);
        byte[] expected = digest.digest(canonical.getBytes(StandardCharsets.UTF_8));
        assertThat(audit.head()).hasValue(HexFormat.of().formatHex(expected));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a changed detail  | update audit.event set details = '{"n": "9"}' where sequence = 3     | 3
            a changed actor   | update audit.event set actor = 'nobody' where sequence = 2           | 2
            a removed event   | delete from audit.event where sequence = 4                           | 4
            a changed hash    | update audit.event set hash = sha256('x') where sequence = 1         | 1
            a time moved      | update audit.event set "timestamp" = now() where sequence = 5        | 5
            """)
    void tamperingIsNamedAtItsFirstEvent(String what, String sql, long sequence) {
        append(6);
        fixture.execute("alter table audit.event disable trigger all");
        fixture.execute(sql);

        assertThat(audit.verify(List.of()).brokenLink())
                .hasValueSatisfying(broken -> assertThat(broken.sequence()).isEqualTo(sequence));
    }

    @Test
    void theDatabaseItselfRefusesChanges() {
        append(1);

        for (String sql :
                new String[] {
                    "update audit.event set actor = 'x'",
                    "delete from audit.event",
                    "truncate audit.event"
                }) {
            assertThatThrownBy(() -> fixture.execute(sql))
                    .hasMessageContaining("audit events are never changed or removed");
        }
    }

    @Test
    void eventsOfManyThreadsFormOneChain() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> append(1));
            }
        }

        assertThat(audit.newest(null, 100)).hasSize(50);
        assertThat(audit.verify(List.of()).brokenLink()).isEmpty();
    }

    private void append(int events) {
        for (int i = 1; i <= events; i++) {
            audit.append(
                    new AuditEvent(
                            "tester",
                            "test.event",
                            "object " + i,
                            "done",
                            Map.of("n", "" + i, "q", "\"\\\u00e9\n")));
        }
    }
}
