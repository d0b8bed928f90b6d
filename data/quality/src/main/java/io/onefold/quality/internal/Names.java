package io.onefold.quality.internal;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names that SQL may use, compared without case as the engine does, and what each stands for.
///
/// @param meanings what a name stands for, by name
record Names(Map<String, String> meanings) {

    Names {
        Map<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ignoringCase.putAll(meanings);
        meanings = ignoringCase;
    }

    /// What a name stands for.
    ///
    /// @throws OnefoldException (INVALID_INPUT) with the nearest known name
    String of(String name) {
        @Nullable String meaning = meanings.get(name);
        if (meaning == null) {
            throw new OnefoldException(
                    ErrorCode.INVALID_INPUT,
                    "'"
                            + name
                            + "' is not a column here; the columns are "
                            + meanings.keySet()
                            + Spelling.didYouMean(name, meanings.keySet()));
        }
        return meaning;
    }
}
