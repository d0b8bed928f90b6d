package io.onefold.server.internal.decisions.seal;

import java.util.Optional;

/// Where the secrets of key-encryption keys come from.
public interface KekSource {

    /// The reference that settings name; empty: Onefold makes its own key.
    Optional<String> configured();

    /// Makes a secret of Onefold's own, once.
    ///
    /// @return its reference
    String make(String name);

    /// The secret behind a reference.
    ///
    /// @throws io.onefold.model.OnefoldException (INVALID_SETUP) if it cannot be read
    String resolve(String reference);
}
