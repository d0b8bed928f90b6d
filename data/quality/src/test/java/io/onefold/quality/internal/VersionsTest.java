package io.onefold.quality.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.DataType;
import io.onefold.model.contract.DatasetContract;
import io.onefold.quality.CheckResult.ReasonCount;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which of the rows of a key counts.
final class VersionsTest {

    private static final DataType LONG = DataType.Simple.LONG;

    private final JudgementBench engine = new JudgementBench();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theLatestVersionOfAKeyIsTrustedAndTheOthersAreSuperseded() {
        RawTable raw = engine.parcels("id", "weight", "changed");
        DatasetContract contract = JudgementBench.numbers("changed", "id", "weight", "changed");
        String run = raw.run();
        raw.append("1", "10", "100");
        raw.append("1", "30", "300");
        raw.append("1", "20", "200");
        raw.append("2", "50", "100");

        Judgement judgement = engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("1|30|300", "2|50|100");
        assertThat(judgement.counts())
                .extracting(Counts::superseded, Counts::trusted, Counts::quarantined)
                .containsExactly(2L, 2L, 0L);
    }

    @Test
    void withoutAVersionColumnTheOrderOfIngestDecides() {
        RawTable raw = engine.parcels("id", "weight");
        DatasetContract contract = JudgementBench.numbers(null, "id", "weight");
        raw.run();
        raw.append("1", "9");
        raw.append("1", "8");
        String run = raw.run();
        raw.append("1", "7");

        engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("1|7");
    }

    @Test
    void aDeletedKeyLeavesAndComesBackOnlyWithALaterRow() {
        RawTable raw = engine.parcels("id", "changed");
        DatasetContract contract = JudgementBench.numbers("changed", "id", "changed");
        raw.run();
        raw.append("1", "900");
        raw.append("2", "900");
        String second = raw.run();
        raw.appendDeleted("1", "900");
        raw.appendDeleted("2", null);

        Judgement judgement = engine.judge(raw, contract, second);

        assertThat(engine.trusted()).isEmpty();
        assertThat(judgement.counts().deleted()).isEqualTo(2);

        String third = raw.run();
        raw.append("1", "100");
        engine.judge(raw, contract, third);

        assertThat(engine.trusted()).containsExactly("1|100");
    }

    @Test
    void twoSpellingsOfOneKeyAreBothRefused() {
        RawTable raw = engine.parcels("id", "weight");
        DatasetContract contract = JudgementBench.numbers(null, "id", "weight");
        String run = raw.run();
        raw.append("1", "5");
        raw.append("01", "6");
        raw.append("2", "5");

        engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("2|5");
        assertThat(engine.reasons("01")).containsExactly("unique/id/one row of the key");
    }

    @Test
    void rowsWithoutAKeyAreEachRefused() {
        RawTable raw = engine.parcels("id", "weight");
        DatasetContract contract = JudgementBench.numbers(null, "id", "weight");
        String run = raw.run();
        raw.append(null, "5");
        raw.append(null, "6");
        raw.append("x", "7");

        Judgement judgement = engine.judge(raw, contract, run);

        assertThat(judgement.counts().quarantined()).isEqualTo(3);
        assertThat(judgement.counts().reasons())
                .containsExactly(
                        new ReasonCount("required", "id", 2), new ReasonCount("type", "id", 1));
    }

    @Test
    void keepLastValidFallsBackToTheNewestValidVersion() {
        RawTable raw = engine.parcels("id", "weight");
        DatasetContract contract =
                new DatasetContract(
                        "parcels",
                        "1",
                        JudgementBench.PARCELS,
                        List.of(
                                JudgementBench.column("id", LONG),
                                JudgementBench.column("weight", LONG)),
                        List.of("id"),
                        null,
                        List.of(),
                        List.of(),
                        true,
                        List.of());
        String run = raw.run();
        raw.append("1", "5");
        raw.append("1", "6");
        raw.append("1", "six");

        Judgement judgement = engine.judge(raw, contract, run);

        assertThat(engine.trusted()).containsExactly("1|6");
        assertThat(judgement.counts())
                .extracting(Counts::superseded, Counts::trusted, Counts::quarantined)
                .containsExactly(1L, 1L, 1L);
    }
}
