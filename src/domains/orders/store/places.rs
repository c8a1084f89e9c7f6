//! Places, which all organizations share.

use crate::domains::orders::model::{City, District, Places};
use crate::server::Result;
use serde::Serialize;
use serde_json::Value;
use sqlx::PgConnection;

/// The database and the version of its places, for who keeps them in memory.
pub async fn places_version(conn: &mut PgConnection) -> Result<(String, i32)> {
    let row = sqlx::query!(r#"select current_database()::text as "name!", version from places_version"#).fetch_one(conn).await?;
    Ok((row.name, row.version))
}

pub async fn places(conn: &mut PgConnection) -> Result<Places> {
    let [provinces, districts, cities] = known_places(conn).await?;
    let number = |id: i32| i16::try_from(id).unwrap_or_default();
    let city = |row: KnownPlace| City { district_id: number(row.above), postcode: row.postcode.clone(), names: row.names() };
    Ok(Places {
        provinces: provinces.into_iter().map(|row| row.names()).collect(),
        districts: districts.into_iter().map(|row| District { id: number(row.id), names: row.names() }).collect(),
        cities: cities.into_iter().map(city).collect(),
    })
}

/// A place as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownPlace {
    /// 0 for a city that has none yet.
    pub id: i32,
    /// Its province or district; 0 for a province.
    pub above: i32,
    pub name_en: String,
    pub name_si: String,
    pub name_ta: String,
    pub other_names: Vec<String>,
    pub postcode: Option<String>,
}

impl KnownPlace {
    fn names(self) -> Vec<String> {
        [vec![self.name_en, self.name_si, self.name_ta], self.other_names].concat()
    }
}

/// Provinces, districts and cities.
pub async fn known_places(conn: &mut PgConnection) -> Result<[Vec<KnownPlace>; 3]> {
    let provinces = sqlx::query_as!(
        KnownPlace,
        r#"select id::integer as "id!", 0 as "above!", name_en, name_si, name_ta, other_names, null::text as postcode from provinces order by id"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let districts = sqlx::query_as!(
        KnownPlace,
        r#"select id::integer as "id!", province_id::integer as "above!", name_en, name_si, name_ta, other_names, null::text as postcode
           from districts order by id"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let cities = sqlx::query_as!(
        KnownPlace,
        r#"select id, district_id::integer as "above!", name_en, name_si, name_ta, other_names, postcode from cities order by id"#
    )
    .fetch_all(conn)
    .await?;
    Ok([provinces, districts, cities])
}

/// Keeps others from changing the places until the end of the transaction.
pub async fn lock_places(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("select version from places_version for update").fetch_one(conn).await?;
    Ok(())
}

/// Says that the places have changed.
pub async fn places_changed(conn: &mut PgConnection) -> Result<()> {
    sqlx::query!("update places_version set version = version + 1").execute(conn).await?;
    Ok(())
}

/// Writes provinces, new ones and changed ones: a list of [`KnownPlace`].
pub async fn write_provinces(conn: &mut PgConnection, rows: &Value) -> Result<()> {
    sqlx::query!(
        "insert into provinces (id, name_en, name_si, name_ta, other_names)
         select x.id, x.name_en, x.name_si, x.name_ta, x.other_names
         from jsonb_to_recordset($1) x (id smallint, name_en text, name_si text, name_ta text, other_names text[])
         on conflict (id) do update set name_si = excluded.name_si, name_ta = excluded.name_ta, other_names = excluded.other_names",
        rows
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes districts, new ones and changed ones: a list of [`KnownPlace`].
pub async fn write_districts(conn: &mut PgConnection, rows: &Value) -> Result<()> {
    sqlx::query!(
        "insert into districts (id, province_id, name_en, name_si, name_ta, other_names)
         select x.id, x.above, x.name_en, x.name_si, x.name_ta, x.other_names
         from jsonb_to_recordset($1) x (id smallint, above smallint, name_en text, name_si text, name_ta text, other_names text[])
         on conflict (id) do update set name_si = excluded.name_si, name_ta = excluded.name_ta, other_names = excluded.other_names",
        rows
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes cities, new ones and changed ones: a list of [`KnownPlace`].
pub async fn write_cities(conn: &mut PgConnection, rows: &Value) -> Result<()> {
    sqlx::query!(
        "insert into cities (district_id, name_en, name_si, name_ta, other_names, postcode)
         select x.above, x.name_en, x.name_si, x.name_ta, x.other_names, x.postcode
         from jsonb_to_recordset($1) x (above smallint, name_en text, name_si text, name_ta text, other_names text[], postcode text)
         on conflict (district_id, name_en) do update set name_si = excluded.name_si, name_ta = excluded.name_ta,
           other_names = excluded.other_names, postcode = excluded.postcode",
        rows
    )
    .execute(conn)
    .await?;
    Ok(())
}
