package io.onefold.pipeline;

import io.onefold.catalog.Catalog;
import io.onefold.lake.Governance;
import io.onefold.model.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/// Governance as the catalog has it: tags of columns from manifests, contracts and stewards.
final class CatalogGovernance implements Governance {

    private final Catalog catalog;
    private final OwnSecrets secrets;

    CatalogGovernance(Catalog catalog, OwnSecrets secrets) {
        this.catalog = catalog;
        this.secrets = secrets;
    }

    @Override
    public Map<String, Set<String>> columnTags(TableName table) {
        return catalog.columnTags(table);
    }

    @Override
    public byte[] maskKey(String keyName) {
        return secrets.secret("mask-" + keyName).getBytes(StandardCharsets.UTF_8);
    }
}
