package io.onefold.fraud.port;

import java.util.Optional;

/// Who a payer is, as identity has published it; loaded beforehand, so that asking costs no I/O.
@FunctionalInterface
public interface Customers {

    /// Onefold's id of the customer behind a user; empty before identity knows the user.
    Optional<String> customerId(String tenant, String userId);
}
