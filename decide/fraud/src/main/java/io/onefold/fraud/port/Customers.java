package io.onefold.fraud.port;

import io.onefold.scoring.feature.CustomerFeatures;
import java.util.List;
import java.util.Optional;

/// Who a payer is, as identity has published it; loaded beforehand, so that asking costs no I/O.
@FunctionalInterface
public interface Customers {

    /// Onefold's id of the customer behind a user; empty before identity knows the user.
    Optional<String> customerId(String tenant, String userId);

    /// The names of the columns that are known of customers; they stay.
    default List<String> columns() {
        return List.of();
    }

    /// What is known of customers now, in the order of the columns.
    default CustomerFeatures features() {
        return CustomerFeatures.NONE;
    }

    /// Reads again what has changed.
    default void refresh() {}
}
