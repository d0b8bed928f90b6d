package io.onefold.graph.explore;

import io.onefold.lake.Governance;
import io.onefold.lake.MaskRule;
import io.onefold.model.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Governance for the time of one look: the tags of a table are asked for once, whoever's masks are
/// planned by them. For one thread.
final class TagsOnce implements Governance {

    private final Governance governance;
    private final Map<TableName, Map<String, Set<String>>> tags = new HashMap<>();

    TagsOnce(Governance governance) {
        this.governance = governance;
    }

    @Override
    public Map<String, Set<String>> columnTags(TableName table) {
        return tags.computeIfAbsent(table, governance::columnTags);
    }

    @Override
    public byte[] maskKey(String keyName) {
        return governance.maskKey(keyName);
    }

    @Override
    public List<MaskRule> maskRules() {
        return governance.maskRules();
    }
}
