package io.onefold.model.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fingerprint of what a contract decides: SHA-256 over its parts, each preceded by its length,
/// so that two different contracts never spell the same text.
final class ContractHash {

    private final StringBuilder text = new StringBuilder();

    private ContractHash() {}

    static String of(DatasetContract contract) {
        ContractHash hash = new ContractHash();
        hash.add(
                contract.id(),
                contract.version(),
                contract.dataset().toString(),
                contract.versionColumn());
        hash.add(String.valueOf(contract.keepLastValid()));
        hash.addAll(contract.key());
        hash.count(contract.columns());
        contract.columns().forEach(hash::column);
        hash.count(contract.rules());
        contract.rules()
                .forEach(
                        rule ->
                                hash.add(
                                        rule.name(),
                                        rule.column(),
                                        rule.expected(),
                                        rule.predicate(),
                                        String.valueOf(rule.nullPasses())));
        hash.count(contract.references());
        contract.references().forEach(hash::reference);
        hash.count(contract.partition());
        contract.partition()
                .forEach(field -> hash.add(field.column(), field.transform().wireName()));
        return hash.sha256();
    }

    private void column(ContractColumn column) {
        add(column.name(), column.source(), column.type().toString(), column.expression());
        add(String.valueOf(column.required()), String.valueOf(column.unique()));
        count(column.normalise());
        column.normalise().forEach(step -> add(step.name(), step.sql()));
    }

    private void reference(Reference reference) {
        add(reference.dataset().toString());
        addAll(reference.columns());
        addAll(reference.targets());
    }

    private void addAll(List<String> parts) {
        count(parts);
        parts.forEach(this::add);
    }

    private void count(List<?> parts) {
        text.append('#').append(parts.size());
    }

    private void add(@Nullable String... parts) {
        for (String part : parts) {
            if (part == null) {
                text.append('-');
            } else {
                text.append(part.length()).append(':').append(part);
            }
        }
    }

    private String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
