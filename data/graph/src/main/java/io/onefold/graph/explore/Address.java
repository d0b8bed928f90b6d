package io.onefold.graph.explore;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Collection;
import java.util.Comparator;

/// Where a node is: `Label:key`, or `Label:\i…` with the server's own id for those who may not see
/// the key. No key begins with `\i`, because keys double every backslash.
///
/// @param label the label
/// @param key what follows the colon
record Address(String label, String key) {

    private static final String BY_ID = "\\i";
    private static final int CHARACTERS_MAX = 2_000;

    /// @throws OnefoldException (INVALID_INPUT) naming the labels; the text itself may be a
    ///   person's and is not repeated
    static Address parse(String text, Collection<String> labels) {
        return labels.stream()
                .filter(label -> text.startsWith(label + ":"))
                .max(Comparator.comparingInt(String::length))
                .map(label -> new Address(label, text.substring(label.length() + 1)))
                .filter(a -> !a.key().isEmpty() && text.length() <= CHARACTERS_MAX)
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "a node is addressed as Label:key with at most "
                                                + CHARACTERS_MAX
                                                + " characters; the labels are "
                                                + labels.stream().sorted().toList()));
    }

    static String of(String label, String key) {
        return label + ":" + key;
    }

    static String ofHidden(String label, String elementId) {
        return label + ":" + BY_ID + elementId;
    }

    boolean byId() {
        return key.startsWith(BY_ID);
    }

    String elementId() {
        return key.substring(BY_ID.length());
    }
}
