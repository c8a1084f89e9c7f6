create table categories (
    organization_id uuid not null references organizations,
    id uuid not null,
    parent_id uuid,
    name text not null check (name <> ''),
    slug text not null check (slug <> ''),
    description text not null default '',
    image_key text,
    is_active boolean not null default true,
    sort_order numeric not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, slug),
    foreign key (organization_id, parent_id) references categories (organization_id, id),
    check (parent_id <> id)
);
create index categories_parent_id_idx on categories (organization_id, parent_id, sort_order, id);
select tenant_table('categories');

create table brands (
    organization_id uuid not null references organizations,
    id uuid not null,
    name text not null check (name <> ''),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    unique (organization_id, name)
);
select tenant_table('brands');

create table products (
    organization_id uuid not null references organizations,
    id uuid not null,
    name text not null check (name <> ''),
    slug text not null check (slug <> ''),
    description text not null default '',
    status text not null default 'DRAFT' check (status in ('DRAFT', 'ACTIVE', 'INACTIVE', 'ARCHIVED')),
    category_id uuid,
    brand_id uuid,
    kind text not null default 'RETAIL' check (kind in ('RETAIL', 'WHOLESALE')),
    sku text not null check (sku <> ''),
    currency char(3) not null default 'LKR',
    tags text[] not null default '{}',
    tax_class text not null default 'STANDARD',
    weight_g integer check (weight_g >= 0),
    length_mm integer check (length_mm >= 0),
    width_mm integer check (width_mm >= 0),
    height_mm integer check (height_mm >= 0),
    seo_title text,
    seo_description text,
    attributes jsonb not null default '{}',
    options jsonb not null default '[]',
    created_by uuid references users,
    updated_by uuid references users,
    version integer not null default 1,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    search text not null generated always as (lower(name || ' ' || sku || ' ' || description)) stored,
    primary key (organization_id, id),
    foreign key (organization_id, category_id) references categories (organization_id, id) on delete set null (category_id),
    foreign key (organization_id, brand_id) references brands (organization_id, id) on delete set null (brand_id)
);
create unique index products_organization_id_slug_key on products (organization_id, slug) where deleted_at is null;
create unique index products_organization_id_sku_key on products (organization_id, sku) where deleted_at is null;
create index products_created_at_idx on products (organization_id, created_at desc, id desc) where deleted_at is null;
create index products_status_idx on products (organization_id, status, created_at desc, id desc) where deleted_at is null;
create index products_category_id_idx on products (organization_id, category_id, created_at desc, id desc);
create index products_brand_id_idx on products (organization_id, brand_id);
create index products_search_idx on products using gin (organization_id, search gin_trgm_ops) where deleted_at is null;
select tenant_table('products', 'select, insert, update');

create table product_variants (
    organization_id uuid not null references organizations,
    id uuid not null,
    product_id uuid not null,
    name text not null default '',
    options jsonb not null default '{}',
    sku text not null check (sku <> ''),
    barcode text check (barcode <> ''),
    price numeric(14,2) not null check (price >= 0),
    compare_at_price numeric(14,2) check (compare_at_price >= 0),
    cost_price numeric(14,2) check (cost_price >= 0),
    wholesale_price numeric(14,2) check (wholesale_price >= 0),
    minimum_wholesale_quantity integer check (minimum_wholesale_quantity > 0),
    weight_g integer check (weight_g >= 0),
    sort_order integer not null default 0,
    is_active boolean not null default true,
    version integer not null default 1,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, product_id) references products (organization_id, id)
);
create unique index product_variants_organization_id_sku_key on product_variants (organization_id, sku) where deleted_at is null;
create unique index product_variants_organization_id_barcode_key on product_variants (organization_id, barcode) where deleted_at is null;
create index product_variants_product_id_idx on product_variants (organization_id, product_id, sort_order, id);
create index product_variants_created_at_idx on product_variants (organization_id, created_at desc, id desc) where deleted_at is null;
select tenant_table('product_variants', 'select, insert, update');

create table product_media (
    organization_id uuid not null references organizations,
    id uuid not null,
    product_id uuid not null,
    variant_id uuid,
    storage_key text,
    source_url text,
    kind text not null default 'IMAGE' check (kind in ('IMAGE', 'VIDEO')),
    alt text not null default '',
    sort_order integer not null default 0,
    width integer check (width > 0),
    height integer check (height > 0),
    bytes bigint check (bytes >= 0),
    sha256 bytea,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, product_id) references products (organization_id, id) on delete cascade,
    foreign key (organization_id, variant_id) references product_variants (organization_id, id) on delete set null (variant_id),
    check (storage_key is not null or source_url is not null)
);
create index product_media_product_id_idx on product_media (organization_id, product_id, sort_order, id);
create index product_media_variant_id_idx on product_media (organization_id, variant_id);
select tenant_table('product_media');

create table price_history (
    organization_id uuid not null references organizations,
    id uuid not null,
    variant_id uuid not null,
    field text not null,
    old_value numeric(14,2),
    new_value numeric(14,2),
    user_id uuid references users,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, variant_id) references product_variants (organization_id, id)
);
create index price_history_variant_id_idx on price_history (organization_id, variant_id, created_at desc, id desc);
create index price_history_created_at_idx on price_history (organization_id, created_at desc, id desc);
select tenant_table('price_history', 'select, insert', true);
