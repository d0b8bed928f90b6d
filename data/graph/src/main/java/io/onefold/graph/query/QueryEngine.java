package io.onefold.graph.query;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Which of the two writings of a query answers.
public enum QueryEngine {
    /// Cypher, over the graph.
    CYPHER,
    /// SQL, over the lake.
    SQL;

    /// As commands spell it, for example `cypher`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws OnefoldException (INVALID_INPUT) naming the engines
    public static QueryEngine parse(String text) {
        List<String> names = Arrays.stream(values()).map(QueryEngine::wireName).toList();
        return Arrays.stream(values())
                .filter(engine -> engine.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "'"
                                                + text
                                                + "' is not an engine; expected one of "
                                                + names
                                                + Spelling.didYouMean(text, names)));
    }
}
