package io.onefold.fraud.port;

import java.util.List;
import java.util.Optional;

/// Where the names of the places of logged vectors are kept, by the plan's hash.
public interface FeaturePlans {

    /// Keeps a plan; keeping it again changes nothing.
    ///
    /// @param hash 32 bytes
    void keep(byte[] hash, List<String> names);

    /// The names, in the order of the places.
    Optional<List<String>> find(byte[] hash);
}
