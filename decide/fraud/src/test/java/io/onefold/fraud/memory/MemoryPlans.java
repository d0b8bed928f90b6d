package io.onefold.fraud.memory;

import io.onefold.fraud.port.FeaturePlans;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps the names of plans in memory, for tests.
public final class MemoryPlans implements FeaturePlans {

    private final Map<String, List<String>> plans = new ConcurrentHashMap<>();

    @Override
    public void keep(byte[] hash, List<String> names) {
        plans.put(HexFormat.of().formatHex(hash), List.copyOf(names));
    }

    @Override
    public Optional<List<String>> find(byte[] hash) {
        return Optional.ofNullable(plans.get(HexFormat.of().formatHex(hash)));
    }
}
