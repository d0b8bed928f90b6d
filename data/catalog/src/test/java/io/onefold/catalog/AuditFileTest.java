package io.onefold.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onefold.catalog.AuditVerdict.BrokenLink;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.audit.AuditEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever changes an exported audit log is found out, and the place is named.
final class AuditFileTest {

    private static final AuditKey KEY = AuditKey.of("a secret of this test");
    private static final List<byte[]> TRUSTED = List.of(KEY.publicKey());
    private static final int LANES = 4;
    private static final int BATCH = 500;

    private final Fixture fixture = new Fixture();
    private final AuditTrail audit = fixture.catalog.audit();

    @TempDir Path folder;

    @Test
    @Tag("decisions-17")
    void aBitARowAndTheTailChangedAreNamedInTenThousandEvents() throws Exception {
        everyChangeIsNamed(10_000);
    }

    @Test
    @Tag("decisions-17")
    @Tag("long")
    void aBitARowAndTheTailChangedAreNamedInAMillionEvents() throws Exception {
        everyChangeIsNamed(1_000_000);
    }

    private void everyChangeIsNamed(int events) throws Exception {
        append(events);
        long begun = System.nanoTime();
        Path whole = export();
        long exported = System.nanoTime();
        AuditVerdict verdict = verify(whole, TRUSTED);
        long verified = System.nanoTime();
        System.out.printf(
                "decisions-17: %d events, exported in %.1f s, verified in %.1f s%n",
                verdict.events(), (exported - begun) / 1e9, (verified - exported) / 1e9);
        assertThat(verdict.brokenLink()).isEmpty();
        assertThat(verdict.events()).isEqualTo(events);
        assertThat(verdict.anchors()).isEqualTo(LANES);

        long middle = events / LANES / 2;
        String at = "\"lane\":2,\"object\":\"payment " + middle + "\"";
        assertThat(changed(whole, line -> line.contains(at), line -> List.of(flipped(line, at))))
                .isEqualTo(new BrokenLink(2, middle, "its content does not fit its hash"));
        assertThat(changed(whole, line -> line.contains(at), _ -> List.of()))
                .isEqualTo(
                        new BrokenLink(
                                2,
                                middle,
                                "event " + middle + " is missing; " + (middle + 1) + " follows"));
        assertThat(changed(whole, line -> line.contains(at), line -> List.of(line, line)).reason())
                .isEqualTo("event " + middle + " stands there twice");
        theTailIsNamed(whole, events / LANES);
    }

    /// The last event of the last lane: cut off alone, with the lines that sign it, and signed anew
    /// by somebody else.
    private void theTailIsNamed(Path whole, int perLane) throws IOException {
        String last = "\"lane\":4,\"object\":\"payment " + perLane + "\"";
        assertThat(changed(whole, line -> line.contains(last), _ -> List.of()))
                .satisfies(
                        broken -> {
                            assertThat(broken.lane()).isEqualTo(4);
                            assertThat(broken.sequence()).isEqualTo(perLane);
                            assertThat(broken.reason()).contains("are missing");
                        });
        assertThat(
                        changed(
                                whole,
                                line -> line.contains(last) || !line.contains("\"lane\":"),
                                line -> line.contains("format") ? List.of(line) : List.of()))
                .satisfies(broken -> assertThat(broken.sequence()).isEqualTo(perLane));
        assertThat(changed(whole, line -> line.startsWith("{\"end\""), _ -> List.of()).reason())
                .contains("cut off");
        assertThat(changed(whole, line -> line.contains("\"lane\":4"), _ -> List.of()).reason())
                .isEqualTo("the lanes do not end where the signed end says");
        assertThat(
                        verify(whole, List.of(AuditKey.of("somebody else").publicKey()))
                                .brokenLink()
                                .orElseThrow()
                                .reason())
                .contains("not signed by a trusted key");
    }

    @Test
    void signedHeadsInTheDatabaseShowThatTheTailWasCutOff() {
        append(400);
        assertThat(audit.anchor(KEY)).hasSize(LANES);
        assertThat(audit.anchor(KEY)).as("nothing grew since").isEmpty();
        append(400);
        assertThat(audit.verify(TRUSTED).uncovered()).contains(new AuditVerdict.Uncovered(1, 100));

        fixture.execute("alter table audit.event disable trigger all");
        fixture.execute("delete from audit.event where lane = 3 and sequence >= 100");

        AuditVerdict verdict = audit.verify(TRUSTED);

        assertThat(verdict.brokenLink().orElseThrow())
                .satisfies(
                        broken -> {
                            assertThat(broken.lane()).isEqualTo(3);
                            assertThat(broken.sequence()).isEqualTo(100);
                            assertThat(broken.reason()).contains("events up to 100 are missing");
                        });
    }

    @Test
    void aLaneIsWrittenByOneSessionAtATime() throws Exception {
        try (Connection one = fixture.database.getConnection();
                Connection other = fixture.database.getConnection()) {
            assertThat(AuditLane.take(one, 7)).isPresent();
            assertThat(AuditLane.take(other, 7)).isEmpty();
            assertThat(AuditLane.take(other, 8)).isPresent();
        }
        assertThatThrownBy(() -> AuditLane.take(fixture.database.getConnection(), 0))
                .hasMessageContaining("belongs to everybody");
    }

    @Test
    void aTransactionThatLeftNothingLeavesTheHeadWhereItWas() throws Exception {
        try (Connection session = fixture.database.getConnection()) {
            AuditLane lane = AuditLane.take(session, 1).orElseThrow();
            session.setAutoCommit(false);
            lane.append(session, List.of(event(1)), Instant.EPOCH);
            session.rollback();
            lane.rolledBack();
            lane.append(session, List.of(event(2)), Instant.EPOCH);
            session.commit();
            lane.committed();
            session.setAutoCommit(true);
        }
        assertThat(audit.verify(TRUSTED).events()).isEqualTo(1);
        assertThat(audit.verify(TRUSTED).brokenLink()).isEmpty();
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("other"), "{\"a\":1}\n");

        assertThatThrownBy(() -> verify(file, List.of()))
                .isInstanceOfSatisfying(
                        OnefoldException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
                .hasMessageContaining("onefold audit export");
    }

    /// Events in equal parts on the lanes, with texts that JSON must escape.
    private void append(int events) {
        for (int number = 1; number <= LANES; number++) {
            try (Connection session = fixture.database.getConnection()) {
                AuditLane lane = AuditLane.take(session, number).orElseThrow();
                session.setAutoCommit(false);
                long first = 1;
                for (int left = events / LANES; left > 0; left -= BATCH) {
                    List<AuditEvent> batch = new ArrayList<>();
                    for (int i = 0; i < Math.min(BATCH, left); i++) {
                        batch.add(event(first++));
                    }
                    lane.append(session, batch, Instant.parse("2026-11-21T10:00:00.123456789Z"));
                    session.commit();
                    lane.committed();
                }
                session.setAutoCommit(true);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static AuditEvent event(long number) {
        return new AuditEvent(
                "till-7",
                "fraud_result",
                "payment " + number,
                "done",
                Map.of("probability", "0.4127", "note", "\"\\\u00e9\u2028\ud83d\ude00\n"));
    }

    private Path export() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        try (Writer out = Files.newBufferedWriter(file)) {
            audit.export(out, KEY);
        }
        return file;
    }

    private static AuditVerdict verify(Path file, List<byte[]> trusted) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return AuditFile.verify(in, trusted);
        }
    }

    private interface Touched {
        boolean is(String line);
    }

    private interface Instead {
        List<String> of(String line);
    }

    /// The link that breaks when lines of a file are changed.
    private BrokenLink changed(Path whole, Touched touched, Instead instead) throws IOException {
        Path file = folder.resolve("changed.jsonl");
        try (Writer out = Files.newBufferedWriter(file);
                var lines = Files.lines(whole)) {
            Consumer<String> write =
                    line -> {
                        try {
                            out.write(line + "\n");
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    };
            lines.forEach(
                    line -> {
                        if (touched.is(line)) {
                            instead.of(line).forEach(write);
                        } else {
                            write.accept(line);
                        }
                    });
        }
        return verify(file, TRUSTED).brokenLink().orElseThrow();
    }

    /// The line with the lowest bit of one of its characters flipped.
    private static String flipped(String line, String after) {
        int at = line.indexOf("till-7");
        assertThat(line).contains(after);
        return line.substring(0, at) + (char) (line.charAt(at) ^ 1) + line.substring(at + 1);
    }
}
