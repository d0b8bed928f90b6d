package io.onefold.catalog;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.Spelling;
import java.util.Arrays;
import java.util.List;

/// A type of manifest. The order is the order of applying: a type refers to itself and to those
/// before it.
public enum ManifestType {
    ROLE("role", "role"),
    USER("user", "user"),
    SOURCE("source", "source"),
    /// Open Data Contract Standard: `kind: DataContract`; its body is the whole document.
    CONTRACT("contract", ""),
    GRAPH("graph", "graph"),
    /// A question of the query library; kept as a manifest, its meaning is the graph's.
    QUERY("query", "query"),
    /// How a dataset of payments reads as a history to learn from.
    FRAUD_HISTORY("fraud-history", "fraud_history"),
    /// A typology of fraud; kept as a manifest, published by the book of rules.
    FRAUD_RULE("fraud-rule", "fraud_rule"),
    /// From a probability to an action; kept as a manifest, published by the book of policies.
    FRAUD_POLICY("fraud-policy", "fraud_policy"),
    WORKFLOW("workflow", "workflow");

    private final String wireName;
    private final String bodyKey;

    ManifestType(String wireName, String bodyKey) {
        this.wireName = wireName;
        this.bodyKey = bodyKey;
    }

    /// As commands and manifests spell it.
    public String wireName() {
        return wireName;
    }

    /// The key under which a manifest of this type has its body; empty: the document is the body.
    public String bodyKey() {
        return bodyKey;
    }

    /// All spellings, in the order of applying.
    public static List<String> wireNames() {
        return Arrays.stream(values()).map(ManifestType::wireName).toList();
    }

    /// Reads a type as commands spell it; `DataContract` is `contract`, and a plural is its
    /// singular.
    ///
    /// @throws OnefoldException (INVALID_INPUT) naming the types there are
    public static ManifestType parse(String text) {
        String singular =
                text.equals("DataContract")
                        ? "contract"
                        : text.replaceFirst("ies$", "y").replaceFirst("s$", "");
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(text) || type.wireName.equals(singular))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "there is no type '"
                                                + text
                                                + "'"
                                                + Spelling.didYouMean(text, wireNames())
                                                + " (types: "
                                                + String.join(", ", wireNames())
                                                + ")"));
    }
}
