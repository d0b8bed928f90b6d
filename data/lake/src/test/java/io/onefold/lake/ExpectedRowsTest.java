package io.onefold.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.Column;
import io.onefold.model.DataType;
import io.onefold.model.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedRowsTest {

    private static final TableName NUMBERS = TableName.of("raw", "silo", "numbers");

    @Test
    void anAppendOfAnotherNumberOfRowsThanExpectedCommitsNothingAndLeavesNoFile() {
        try (LakeFixture fixture = new LakeFixture();
                LakeSession session = fixture.session()) {
            fixture.lake.create(
                    NUMBERS, List.of(Column.required("n", DataType.Simple.LONG)), List.of());
            Write three =
                    new Write(
                            NUMBERS,
                            "SELECT range AS n FROM range(3)",
                            new WriteMode.Append(),
                            "run-1");

            Commit refused = session.publish(three.expecting(4));
            assertThat(refused.outcome()).isEqualTo(Commit.Outcome.UNEXPECTED);
            assertThat(refused.rowsAdded()).isEqualTo(3);
            assertThat(fixture.lake.require(NUMBERS).current()).isEmpty();

            Commit done = session.publish(three.expecting(3));
            assertThat(done.outcome()).isEqualTo(Commit.Outcome.COMMITTED);
            assertThat(fixture.lake.require(NUMBERS).rows()).isEqualTo(3);
        }
    }
}
