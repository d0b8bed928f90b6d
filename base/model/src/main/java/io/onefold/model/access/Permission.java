package io.onefold.model.access;

import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import java.util.Arrays;
import java.util.Locale;

/// A thing a principal may do. The wire name is the lower-case name, for example `data_read`.
public enum Permission {
    DATA_READ,
    DATA_OPERATE,
    STEWARD,
    GRAPH_ADMIN,
    LAKE_OPERATOR,
    PII_REVEAL,
    /// Asks for decisions and reads its own; for services.
    FRAUD_DETECTION,
    /// Reads decisions, works on alerts and cases, labels payments; for analysts.
    FRAUD_REVIEW,
    /// Approves what another closed, promoted or published; the second person.
    FRAUD_APPROVE,
    /// Trains, shows and moves models.
    FRAUD_MODEL,
    /// Writes rules, policies and lists.
    FRAUD_RULES,
    /// Exports the audit log.
    FRAUD_AUDIT,
    ADMIN;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws OnefoldException (INVALID_INPUT) listing the permissions
    public static Permission parse(String text) {
        return Arrays.stream(values())
                .filter(p -> p.wireName().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new OnefoldException(
                                        ErrorCode.INVALID_INPUT,
                                        "'"
                                                + text
                                                + "' is not a permission; expected one of "
                                                + Arrays.stream(values())
                                                        .map(Permission::wireName)
                                                        .toList()));
    }
}
