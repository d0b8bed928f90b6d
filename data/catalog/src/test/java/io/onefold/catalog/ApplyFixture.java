package io.onefold.catalog;

/// A catalog of its own for each test, and manifests of a silo, a graph and a workflow.
abstract class ApplyFixture {

    static final String SILO =
            """
            name: shop
            version: v1
            type: source
            source:
              kind: postgres
              zone: UTC
              tables:
                - {name: orders, key: [id], tags: {mail: [PII.Email]}}
                - {name: items, key: [id]}
            """;
    static final String GRAPH =
            """
            name: shops
            version: v1
            type: graph
            graph:
              nodes:
                - {dataset: shop.orders, label: Order, key: [id]}
                - {dataset: shop.items, label: Item, key: [id]}
                - {dataset: shop.items, label: Thing, key: [id]}
              relationships:
                - {type: HAS, from: Order(id), to: Item(order_id)}
            """;
    static final String WORKFLOW =
            """
            name: nightly
            version: v1
            type: workflow
            workflow:
              dag:
                - {name: all, spec: {stack: "path:1.0", stackSpec: {sources: [shop], graph: shops}}}
            """;
    static final String ALL = String.join("---\n", WORKFLOW, GRAPH, SILO);

    final Fixture fixture = new Fixture();
    final Catalog catalog = fixture.catalog;
}
