package io.onefold.lake.internal.duck;

import static org.assertj.core.api.Assertions.assertThat;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class EngineFailureTest {

    @Test
    void aValueThatDidNotFitIsNotNamed() {
        OnefoldException failure =
                EngineFailure.of(
                        new SQLException(
                                "Conversion Error: Could not convert string 'ada@mail.example' to INT32"));

        assertThat(failure).hasMessageContaining("Conversion Error");
        assertThat(failure).hasStackTraceContaining("aValueThatDidNotFitIsNotNamed");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("ada@mail.example");
    }

    @Test
    void aFullDiskIsNamedWithTheFile() {
        OnefoldException failure =
                EngineFailure.of(
                        new SQLException(
                                "IO Error: Could not write file \"/lake/raw/data_0.parquet\": No space left on device"));

        assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(failure)
                .hasMessageStartingWith(
                        "/lake/raw/data_0.parquet could not be written: the disk is full");
    }

    @Test
    void otherFailuresKeepTheEnginesWords() {
        assertThat(EngineFailure.of(new SQLException("Binder Error: no column \"x\"")))
                .hasMessage("the engine refused a statement: Binder Error: no column \"x\"");
    }
}
