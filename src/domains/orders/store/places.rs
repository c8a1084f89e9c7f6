//! Places, which all organizations share.

use crate::domains::orders::model::{City, District, Places};
use crate::server::Result;
use sqlx::PgConnection;

pub async fn places(conn: &mut PgConnection) -> Result<Places> {
    let provinces = sqlx::query!("select name_en, name_si, name_ta from provinces order by id").fetch_all(&mut *conn).await?;
    let districts = sqlx::query!("select id, name_en, name_si, name_ta from districts order by id").fetch_all(&mut *conn).await?;
    let cities = sqlx::query!("select district_id, name_en, name_si, name_ta, postcode from cities order by id").fetch_all(conn).await?;
    Ok(Places {
        provinces: provinces.into_iter().map(|row| vec![row.name_en, row.name_si, row.name_ta]).collect(),
        districts: districts.into_iter().map(|row| District { id: row.id, names: vec![row.name_en, row.name_si, row.name_ta] }).collect(),
        cities: cities
            .into_iter()
            .map(|row| City { names: vec![row.name_en, row.name_si, row.name_ta], district_id: row.district_id, postcode: row.postcode })
            .collect(),
    })
}
