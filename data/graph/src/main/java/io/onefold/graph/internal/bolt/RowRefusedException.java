package io.onefold.graph.internal.bolt;

import java.util.Set;
import org.neo4j.driver.exceptions.Neo4jException;

/// The server refused the data of a statement: a constraint, a type it cannot store, a value too
/// long.
final class RowRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Set<String> CODES =
            Set.of(
                    "Neo.ClientError.Schema.ConstraintValidationFailed",
                    "Neo.ClientError.Statement.TypeError",
                    "Neo.ClientError.Statement.ArgumentError",
                    "Neo.ClientError.Statement.ArithmeticError",
                    "Neo.ClientError.General.InvalidArguments",
                    "Neo.DatabaseError.Statement.ExecutionFailed");

    private final String reason;

    RowRefusedException(Neo4jException cause) {
        super(codes(cause), cause);
        this.reason = codes(cause);
    }

    static boolean isRowsFault(Neo4jException e) {
        return CODES.contains(e.code());
    }

    /// The status codes without the message, which may quote values.
    static String codes(Neo4jException e) {
        String gql = e.gqlStatus();
        return gql == null || gql.isEmpty() || gql.equals("50N42")
                ? String.valueOf(e.code())
                : e.code() + ", " + gql;
    }

    String reason() {
        return reason;
    }
}
