package io.onefold.fraud.rule;

import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldType;
import org.jspecify.annotations.Nullable;

/// A name that rules may use.
///
/// @param name as rules spell it
/// @param kind what it holds
/// @param field the request's field; null: it is a feature of that name
/// @param part which part of it, or what follows from it; null: the whole field
record Variable(String name, Kind kind, @Nullable Field field, @Nullable Part part) {

    /// What a name holds.
    enum Kind {
        NUMBER,
        FLAG,
        TEXT,
        TEXTS
    }

    /// A part of a place, or what follows from a field.
    enum Part {
        LAT(Kind.NUMBER),
        LNG(Kind.NUMBER),
        COUNTRY(Kind.TEXT),
        CITY(Kind.TEXT),
        /// Whether a routing number's checksum holds.
        VALID(Kind.FLAG),
        /// Days from a date to the payment.
        AGE_DAYS(Kind.NUMBER);

        final Kind kind;

        Part(Kind kind) {
            this.kind = kind;
        }
    }

    static Kind kindOf(FieldType type) {
        if (type.numeric()) {
            return Kind.NUMBER;
        }
        return switch (type) {
            case BOOLEAN -> Kind.FLAG;
            case TEXTS -> Kind.TEXTS;
            default -> Kind.TEXT;
        };
    }
}
