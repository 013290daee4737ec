"""Who answers for a task, in the words of many kinds of bodies.

What is read is written as one line: ``name=role``, ``*`` after a name that stands for several units, ``+others``
where the list is left open, ``+no-lead`` where the text says that nobody leads.
"""

import hashlib
import json
from pathlib import Path

import pytest

from zeren.reading import read_text

GOLD = json.loads((Path(__file__).parent / "gold" / "brackets.json").read_text("utf-8"))


def line(found):
    units = [f"{unit.name}{'*' * unit.class_of_units}={unit.role.value}" for unit in found.units]
    return " ".join([*units, *["+others"] * found.open_set, *["+no-lead"] * found.no_lead_stated])


def lines(text):
    return [line(found) for found in read_text(text).commitments]


def said(bracket):
    [found] = read_text(f"滨海市工作方案\n\n1.任务。完成各项工作。{bracket}").commitments
    return line(found)


@pytest.mark.parametrize(
    ("bracket", "units"),
    [
        # 省、市、县
        ("（市水务局负责）", "市水务局=responsible"),
        ("(市水务局负责)", "市水务局=responsible"),
        ("（市水务局负责)", "市水务局=responsible"),
        ("【市水务局负责】", "市水务局=responsible"),
        ("（省教育厅、省财政厅）", "省教育厅=joint 省财政厅=joint"),
        ("（省委宣传部、省教育厅、团省委）", "省委宣传部=joint 省教育厅=joint 团省委=joint"),
        ("（县农业农村局牵头，县乡村振兴局配合）", "县农业农村局=lead 县乡村振兴局=support"),
        ("（牵头单位：市住建局；责任单位：市城管局、市水务局）", "市住建局=lead 市城管局=joint 市水务局=joint"),
        ("（责任单位：市商务局）", "市商务局=responsible"),
        ("（责任单位：市商务局，各县（市、区）人民政府）", "市商务局=joint 各县（市、区）人民政府*=joint"),
        ("（责任单位:市商务局 配合单位:市外事办）", "市商务局=responsible 市外事办=support"),
        (
            "（牵头单位：市发展改革委（市粮食局）；配合单位：市财政局）",
            "市发展改革委（市粮食局）=lead 市财政局=support",
        ),
        (
            "（市发展改革委（市粮食局）、市民族宗教局（市侨办）按职责分工负责）",
            "市发展改革委（市粮食局）=joint 市民族宗教局（市侨办）=joint +no-lead",
        ),
        ("（市教育局牵头，市人社局、市残联、团市委、市妇联参与）", "市教育局=lead 市人社局=support 市残联=support 团市委=support 市妇联=support"),
        ("（由市教育局牵头，会同市人社局、市民政局负责）", "市教育局=lead 市人社局=joint 市民政局=joint"),
        ("（由市教育局牵头，会同市人社局）", "市教育局=lead 市人社局=joint"),
        ("（市教育局牵头，会同有关部门落实）", "市教育局=lead +others"),
        ("（市教育局牵头会同市人社局、市财政局负责）", "市教育局=lead 市人社局=joint 市财政局=joint"),
        ("（市教育局会同市人社局、市财政局等部门负责）", "市教育局=lead 市人社局=joint 市财政局=joint +others"),
        ("（市教育局牵头，各有关部门按职责分工负责）", "市教育局=lead 各有关部门*=joint"),
        ("（市教育局牵头，各区、县（市）人民政府具体落实）", "市教育局=lead 各区、县（市）人民政府*=responsible"),
        ("（市教育局，各区县政府）", "市教育局=joint 各区县政府*=joint"),
        ("（各县（市、区）人民政府负责）", "各县（市、区）人民政府*=responsible"),
        ("（各县（市、区）人民政府，市直有关部门）", "各县（市、区）人民政府*=joint 市直有关部门*=joint"),
        ("（市直有关部门按职责分工负责）", "市直有关部门*=joint +no-lead"),
        ("（各乡镇（街道）、县直各单位）", "各乡镇（街道）*=joint 县直各单位*=joint"),
        ("（各镇人民政府、各街道办事处、开发区管委会）", "各镇人民政府*=joint 各街道办事处*=joint 开发区管委会*=joint"),
        ("（青岩镇、白塘乡、东关街道）", "青岩镇=joint 白塘乡=joint 东关街道=joint"),
        ("（县公安局、县司法局和各乡镇人民政府分别负责）", "县公安局=joint 县司法局=joint 各乡镇人民政府*=joint +no-lead"),
        ("（市财政局、市审计局依职责分工负责）", "市财政局=joint 市审计局=joint +no-lead"),
        ("（市财政局、市审计局按照职责分工分别落实）", "市财政局=joint 市审计局=joint +no-lead"),
        ("（市财政局、市审计局，各区人民政府按职责分工牵头负责）", "市财政局=joint 市审计局=joint 各区人民政府*=joint +no-lead"),
        ("（市财政局、市审计局等按职责分工负责）", "市财政局=joint 市审计局=joint +others +no-lead"),
        ("（市财政局、市审计局等12个部门按职责分工负责）", "市财政局=joint 市审计局=joint +others +no-lead"),
        ("（市财政局、市审计局等相关单位配合，市国资委牵头）", "市财政局=support 市审计局=support 市国资委=lead +others"),
        ("（牵头单位：市国资委；责任单位：市级有关部门）", "市国资委=lead 市级有关部门*=responsible"),
        ("（市国资委及各市属国有企业负责）", "市国资委=joint 各市属国有企业*=joint"),
        ("（市生态环境局牵头，市公安局、市交通运输局配合，各区人民政府按属地负责）", "市生态环境局=lead 市公安局=support 市交通运输局=support 各区人民政府*=territorial"),
        ("（指导单位：省水利厅；实施单位：各设区市人民政府）", "省水利厅=guiding 各设区市人民政府*=responsible"),
        ("（省水利厅指导，各市、县人民政府负责）", "省水利厅=guiding 各市、县人民政府*=responsible"),
        ("（主办：市司法局；协办：市法院、市检察院）", "市司法局=lead 市法院=support 市检察院=support"),
        ("（市司法局主办，市信访局协办）", "市司法局=lead 市信访局=support"),
        ("（牵头领导：王某某；责任单位：市信访局）", "市信访局=responsible"),
        ("（责任领导：王某某，责任单位：市信访局）", "市信访局=responsible"),
        ("（责任单位：市信访局；责任人：李某）", "市信访局=responsible"),
        ("（责任单位：市信访局；完成时限：2026年6月底）", "市信访局=responsible"),
        ("（市信访局牵头，2026年6月底前完成）", "市信访局=lead"),
        ("（市信访局负责，持续推进）", "市信访局=responsible"),
        # 党委、人大、群团、法院、企业、开发区
        ("（市委组织部、市委编办、市人力资源社会保障局）", "市委组织部=joint 市委编办=joint 市人力资源社会保障局=joint"),
        ("（市纪委监委机关、市委组织部负责）", "市纪委监委机关=joint 市委组织部=joint"),
        ("（市委宣传部牵头，市委网信办、滨海日报社、市广播电视台配合）", "市委宣传部=lead 市委网信办=support 滨海日报社=support 市广播电视台=support"),
        ("（市人大常委会法工委、市政协办公室）", "市人大常委会法工委=joint 市政协办公室=joint"),
        ("（滨海市中级人民法院、滨海市人民检察院负责）", "滨海市中级人民法院=joint 滨海市人民检察院=joint"),
        ("（市总工会、团市委、市妇联、市科协、市工商联）", "市总工会=joint 团市委=joint 市妇联=joint 市科协=joint 市工商联=joint"),
        ("（滨海港口集团有限公司牵头，市交通运输局配合）", "滨海港口集团有限公司=lead 市交通运输局=support"),
        ("（国网滨海供电公司、市水务集团负责）", "国网滨海供电公司=joint 市水务集团=joint"),
        ("（潮生新区管委会、滨海高新技术产业开发区管理委员会）", "潮生新区管委会=joint 滨海高新技术产业开发区管理委员会=joint"),
        ("（人民银行滨海市分行、滨海海关、市税务局、滨海银保监分局）", "人民银行滨海市分行=joint 滨海海关=joint 市税务局=joint 滨海银保监分局=joint"),
        ("（市消防救援支队、市气象局、滨海海事局）", "市消防救援支队=joint 市气象局=joint 滨海海事局=joint"),
        ("（中央网信办、国家发展改革委、国家能源局按职责分工负责）", "中央网信办=joint 国家发展改革委=joint 国家能源局=joint +no-lead"),
        ("（最高人民法院、司法部、全国总工会等负责）", "最高人民法院=joint 司法部=joint 全国总工会=joint +others"),
        ("（各成员单位按职责分工负责）", "各成员单位*=joint +no-lead"),
        ("（市安委会各成员单位）", "市安委会各成员单位*=responsible"),
        ("（市政务服务数据管理局、市大数据中心）", "市政务服务数据管理局=joint 市大数据中心=joint"),
        # 简称、连接词
        ("（发改、财政、环保等部门负责）", "发改=joint 财政=joint 环保=joint +others"),
        ("（市发改、财政、住建等部门按职责分工负责）", "市发改=joint 财政=joint 住建=joint +others +no-lead"),
        ("（公安、应急、消防部门负责）", "公安=joint 应急=joint 消防部门=joint"),
        ("（市发改局、财政局、住建局负责）", "市发改局=joint 财政局=joint 住建局=joint"),
        ("（市财政局与市审计局负责）", "市财政局=joint 市审计局=joint"),
        ("（市财政局及市审计局负责）", "市财政局=joint 市审计局=joint"),
        ("（市财政局以及各区财政部门负责）", "市财政局=joint 各区财政部门*=joint"),
        ("（市财政局,市审计局负责）", "市财政局=joint 市审计局=joint"),
        ("（市财政局；市审计局）", "市财政局=joint 市审计局=joint"),
        ("（市财政局 市审计局 市统计局）", "市财政局=joint 市审计局=joint 市统计局=joint"),
        ("（市文化和旅游局、市住房和城乡建设局和市农业农村局负责）", "市文化和旅游局=joint 市住房和城乡建设局=joint 市农业农村局=joint"),
        ("（试点镇政府负责落实，市农业农村局指导）", "试点镇政府*=responsible 市农业农村局=guiding"),
        ("（相关区政府，市有关部门）", "相关区政府*=joint 市有关部门*=joint"),
        ("（市工业和信息化局负责；市财政局配合）", "市工业和信息化局=responsible 市财政局=support"),
        ("（市工业和信息化局负责，市财政局配合）", "市工业和信息化局=responsible 市财政局=support"),
        ("（市工业和信息化局、市财政局，排名第一的为牵头单位）", "市工业和信息化局=lead 市财政局=joint"),
        ("（责任单位：市工业和信息化局牵头，市财政局、市科技局配合）", "市工业和信息化局=lead 市财政局=support 市科技局=support"),
        ("（责任单位：市应急局牵头，各区负责）", "市应急局=lead 各区*=responsible"),
        ("（经费由市财政局负责，技术由市科技局负责）", "市财政局=responsible 市科技局=responsible"),
        ("（违反规定的由市公安局负责）", "市公安局=responsible"),
        ("（滨海自由贸易试验区管委会负责）", "滨海自由贸易试验区管委会=responsible"),
        ("（以市教育局为主负责）", "市教育局=lead"),
        # 各种写法
        ("（责任单位：市委组织部、市委老干部局，各县（市、区）党委组织部）", "市委组织部=joint 市委老干部局=joint 各县（市、区）党委组织部*=joint"),
        ("（市发展和改革委员会（市物价局）、市工业和信息化局、市商务局、市统计局、国家统计局滨海调查队按职责分工负责，各县（市、区）政府配合）", "市发展和改革委员会（市物价局）=joint 市工业和信息化局=joint 市商务局=joint 市统计局=joint 国家统计局滨海调查队=joint 各县（市、区）政府*=support +no-lead"),
        ("（市政府办公室牵头，市直各部门、各县（市、区）政府、各开发区管委会按职责分工负责）", "市政府办公室=lead 市直各部门*=joint 各县（市、区）政府*=joint 各开发区管委会*=joint"),
        ("（牵头单位：市政府办公室、市司法局；责任单位：各区县（市）政府、市政府各部门、各直属机构）", "市政府办公室=lead 市司法局=lead 各区县（市）政府*=joint 市政府各部门*=joint 各直属机构*=joint"),
        ("（省发展改革委、省工业和信息化厅、省财政厅、省生态环境厅、省商务厅、省国资委、省市场监管局，各市、县人民政府，新区管委会按职责分工负责）", "省发展改革委=joint 省工业和信息化厅=joint 省财政厅=joint 省生态环境厅=joint 省商务厅=joint 省国资委=joint 省市场监管局=joint 各市、县人民政府*=joint 新区管委会=joint +no-lead"),
        ("（市纪委机关、市监委，市委组织部、市委宣传部、市委统战部、市委政法委）", "市纪委机关=joint 市监委=joint 市委组织部=joint 市委宣传部=joint 市委统战部=joint 市委政法委=joint"),
        ("（县委办、县政府办、县人大办、县政协办）", "县委办=joint 县政府办=joint 县人大办=joint 县政协办=joint"),
        ("（县纪委监委、县委巡察办负责，县审计局配合）", "县纪委监委=joint 县委巡察办=joint 县审计局=support"),
        ("（各镇（街道）、各村（社区）负责）", "各镇（街道）*=joint 各村（社区）*=joint"),
        ("（各乡镇党委、政府，县直有关单位按照职责分工抓好落实）", "各乡镇党委、政府*=joint 县直有关单位*=joint +no-lead"),
        ("（市教育局、各学校）", "市教育局=joint 各学校*=joint"),
        ("（责任科室：办公室、人事科）", "办公室=joint 人事科=joint"),
        ("（办公室牵头，各科室配合）", "办公室=lead 各科室*=support"),
        ("（集团公司党委组织部、人力资源部、财务部负责）", "集团公司党委组织部=joint 人力资源部=joint 财务部=joint"),
        ("（董事会办公室牵头，战略投资部、法务合规部、各子公司配合）", "董事会办公室=lead 战略投资部=support 法务合规部=support 各子公司*=support"),
        ("（局属各单位、各处室按职责分工负责）", "局属各单位*=joint 各处室*=joint +no-lead"),
        ("（省法院、省检察院、省公安厅、省司法厅按职责分工负责）", "省法院=joint 省检察院=joint 省公安厅=joint 省司法厅=joint +no-lead"),
        ("（立案庭、执行局、审判管理办公室负责）", "立案庭=joint 执行局=joint 审判管理办公室=joint"),
        ("（第一检察部牵头，案件管理办公室协助）", "第一检察部=lead 案件管理办公室=support"),
        ("（市人大财经委、市人大常委会预算工委）", "市人大财经委=joint 市人大常委会预算工委=joint"),
        ("（高新区管委会、经开区管委会、综保区管委会分别负责）", "高新区管委会=joint 经开区管委会=joint 综保区管委会=joint +no-lead"),
        ("（经济发展局、招商局、规划建设局负责）", "经济发展局=joint 招商局=joint 规划建设局=joint"),
        ("（由市住建局牵头负责，市城管局、市公安局交警支队、市水务局、供电公司等单位配合）", "市住建局=lead 市城管局=support 市公安局交警支队=support 市水务局=support 供电公司=support +others"),
        ("（责任单位：市住建局，责任人：张某某，完成时限：长期坚持）", "市住建局=responsible"),
        ("（牵头市领导：李某某；牵头单位：市住建局；配合单位：市城管局）", "市住建局=lead 市城管局=support"),
        ("（市住建局；完成时限：2026年12月）", "市住建局=responsible"),
        ("（责任单位：市住建局、市城管局等；时限：持续推进）", "市住建局=joint 市城管局=joint +others"),
        ("（市住建局、市城管局等有关部门）", "市住建局=joint 市城管局=joint +others"),
        ("（市住建局、市城管局等）", "市住建局=joint 市城管局=joint +others"),
        ("（市级责任单位：市住建局；县级责任单位：各县（市、区）政府）", "市住建局=responsible 各县（市、区）政府*=responsible"),
        ("（市住建局、市城管局负责牵头，各区政府负责落实）", "市住建局=lead 市城管局=lead 各区政府*=responsible"),
        ("（市住建局主办，市城管局会办）", "市住建局=lead 市城管局=support"),
        ("（市住建局负责，市城管局、市水务局按职责分工配合）", "市住建局=responsible 市城管局=support 市水务局=support"),
        ("（市住建局负责指导，各区政府负责实施）", "市住建局=guiding 各区政府*=responsible"),
        ("（市住建局、市城管局按照职责分别牵头）", "市住建局=joint 市城管局=joint +no-lead"),
        ("（市住建局牵头；市城管局、市水务局参加；2026年6月底前完成）", "市住建局=lead 市城管局=support 市水务局=support"),
        ("（市大数据局、滨海移动公司、滨海联通公司、滨海电信公司）", "市大数据局=joint 滨海移动公司=joint 滨海联通公司=joint 滨海电信公司=joint"),
        ("（中国铁路滨海局集团有限公司、滨海机场集团负责）", "中国铁路滨海局集团有限公司=joint 滨海机场集团=joint"),
        ("（新华区政府、长安区政府、桥西区政府）", "新华区政府=joint 长安区政府=joint 桥西区政府=joint"),
        ("（新华区、长安区、桥西区政府负责）", "新华区=joint 长安区=joint 桥西区政府=joint"),
        ("（国家发展改革委、中央宣传部、中央网信办、教育部、科技部、工业和信息化部、公安部、民政部、司法部、财政部、人力资源社会保障部、自然资源部、生态环境部、住房城乡建设部、交通运输部、水利部、农业农村部、商务部、文化和旅游部、国家卫生健康委、应急管理部、人民银行、审计署、国务院国资委、海关总署、税务总局、市场监管总局、金融监管总局、证监会、国家能源局、国家铁路局、中国民航局、国家邮政局等按职责分工负责）", "国家发展改革委=joint 中央宣传部=joint 中央网信办=joint 教育部=joint 科技部=joint 工业和信息化部=joint 公安部=joint 民政部=joint 司法部=joint 财政部=joint 人力资源社会保障部=joint 自然资源部=joint 生态环境部=joint 住房城乡建设部=joint 交通运输部=joint 水利部=joint 农业农村部=joint 商务部=joint 文化和旅游部=joint 国家卫生健康委=joint 应急管理部=joint 人民银行=joint 审计署=joint 国务院国资委=joint 海关总署=joint 税务总局=joint 市场监管总局=joint 金融监管总局=joint 证监会=joint 国家能源局=joint 国家铁路局=joint 中国民航局=joint 国家邮政局=joint +others +no-lead"),
        ("（中央组织部、人力资源社会保障部等部门和单位，各省（区、市）人民政府按职责分工负责）", "中央组织部=joint 人力资源社会保障部=joint 各省（区、市）人民政府*=joint +others +no-lead"),
        ("（各省、自治区、直辖市人民政府，新疆生产建设兵团负责）", "各省、自治区、直辖市人民政府*=joint 新疆生产建设兵团=joint"),
        ("（市场监管总局牵头，各有关部门和单位、各省级人民政府按职责分工负责）", "市场监管总局=lead 各有关部门和单位*=joint 各省级人民政府*=joint"),
        ("（工业和信息化部、国家发展改革委牵头）", "工业和信息化部=lead 国家发展改革委=lead"),
        ("（财政部等按职责分工负责）", "财政部=joint +others +no-lead"),
        ("（教育部会同国家发展改革委、财政部等部门组织实施）", "教育部=lead 国家发展改革委=joint 财政部=joint +others"),
        ("（教育部、人力资源社会保障部会同相关部门负责）", "教育部=joint 人力资源社会保障部=joint +others"),
        ("（卫生健康委牵头，各相关部门配合，各省级人民政府负责）", "卫生健康委=lead 各相关部门*=support 各省级人民政府*=responsible"),
        ("（由教育部门牵头，卫生健康、民政等部门配合）", "教育部门=lead 卫生健康=support 民政=support +others"),
        ("（市公安局牵头，宣传、网信、工信等部门参加）", "市公安局=lead 宣传=support 网信=support 工信=support +others"),
        ("（责任部门：党政办、经发办、社会事务办、综合执法队）", "党政办=joint 经发办=joint 社会事务办=joint 综合执法队=joint"),
        ("（党政办牵头，各村配合）", "党政办=lead 各村*=support"),
        ("（各村（居）委会负责）", "各村（居）委会*=responsible"),
        ("（综合行政执法大队、市场监管所、派出所负责）", "综合行政执法大队=joint 市场监管所=joint 派出所=joint"),
        ("（村党支部、村委会负责）", "村党支部=joint 村委会=joint"),
        ("（县残联、县红十字会、县工商联）", "县残联=joint 县红十字会=joint 县工商联=joint"),
        ("（武警滨海支队、滨海军分区）", "武警滨海支队=joint 滨海军分区=joint"),
        ("（长江海事局、长江航道局）", "长江海事局=joint 长江航道局=joint"),
        ("（民盟市委、民建市委）", "民盟市委=joint 民建市委=joint"),
        ("（市级各有关单位，各区县（自治县）人民政府）", "市级各有关单位*=joint 各区县（自治县）人民政府*=joint"),
        ("（市级有关部门，有关区县人民政府）", "市级有关部门*=joint 有关区县人民政府*=joint"),
        ("（市税务局、 市财政局负责）", "市税务局=joint 市财政局=joint"),
        ("（市税务局、市财政局负责落实；）", "市税务局=joint 市财政局=joint"),
        ("（市税务局、市财政局负责。）", "市税务局=joint 市财政局=joint"),
        ("（市税务局负责、市财政局配合）", "市税务局=responsible 市财政局=support"),
        ("（市税务局（牵头）、市财政局、市审计局）", "市税务局=lead 市财政局=joint 市审计局=joint"),
        ("（市税务局牵头、市财政局、市审计局配合）", "市税务局=lead 市财政局=support 市审计局=support"),
        ("（责任单位：市税务局（牵头）、市财政局）", "市税务局=lead 市财政局=joint"),
        ("（牵头部门：市税务局 责任部门：市财政局、市审计局）", "市税务局=lead 市财政局=joint 市审计局=joint"),
        ("[责任单位：市税务局、市财政局]", "市税务局=joint 市财政局=joint"),
        ("〔责任单位：市税务局、市财政局〕", "市税务局=joint 市财政局=joint"),
        ("（牵头部门为市财政局，配合部门为市教育局）", "市财政局=lead 市教育局=support"),
        ("（此项工作由市财政局牵头，市教育局、市民政局配合）", "市财政局=lead 市教育局=support 市民政局=support"),
        ("（具体由市财政局牵头，会同市教育局实施）", "市财政局=lead 市教育局=joint"),
        ("（市财政局会商市教育局负责）", "市财政局=lead 市教育局=joint"),
        ("（市财政局、市教育局牵头，其他有关部门按职责分工负责）", "市财政局=lead 市教育局=lead 其他有关部门*=joint"),
        ("（市教育局牵头，市财政局等部门按职责分工负责）", "市教育局=lead 市财政局=joint +others"),
        ("（市教育局牵头，市财政局、市人社局、各区人民政府等按职责分工落实）", "市教育局=lead 市财政局=joint 市人社局=joint 各区人民政府*=joint +others"),
        ("（责任单位：市教育局等；完成时限：2026年12月底前）", "市教育局=joint +others"),
        ("（市教育局、市财政局，2026年12月底前完成）", "市教育局=joint 市财政局=joint"),
        ("（市教育局、市财政局；2026年12月底前）", "市教育局=joint 市财政局=joint"),
        ("（市教育局牵头，市财政局配合，2026年底前取得明显成效）", "市教育局=lead 市财政局=support"),
        ("（牵头单位：市教育局，完成时限：2026年底）", "市教育局=lead"),
        ("（市教育局、市财政局、市人力资源和社会保障局、市卫生健康委员会、各区县（自治县）人民政府、两江新区管委会）", "市教育局=joint 市财政局=joint 市人力资源和社会保障局=joint 市卫生健康委员会=joint 各区县（自治县）人民政府*=joint 两江新区管委会=joint"),
        ("（市委办公厅、市政府办公厅牵头，市级各部门、各区县配合）", "市委办公厅=lead 市政府办公厅=lead 市级各部门*=support 各区县*=support"),
        ("（省高级人民法院、省人民检察院、省公安厅分别牵头）", "省高级人民法院=joint 省人民检察院=joint 省公安厅=joint +no-lead"),
        ("（以上任务由市教育局负责）", "市教育局=responsible"),
        ("（全市各级各类学校负责）", "全市各级各类学校*=responsible"),
        ("（国务院有关部门、各省级人民政府按职责分工负责）", "国务院有关部门*=joint 各省级人民政府*=joint +no-lead"),
        ("（国务院各有关部门，地方各级人民政府负责）", "国务院各有关部门*=joint 地方各级人民政府*=joint"),
        ("（地方各级人民政府负责）", "地方各级人民政府*=responsible"),
        ("（相关部门、地方人民政府按职责分工负责）", "地方人民政府*=joint +others +no-lead"),
        ("（各地区、各有关部门负责）", "各地区*=joint 各有关部门*=joint"),
        ("（各部门、各地区按职责分工负责）", "各部门*=joint 各地区*=joint +no-lead"),
        ("（市场监管总局、国家标准委负责）", "市场监管总局=joint 国家标准委=joint"),
        ("（国家药监局、国家中医药局、国家疾控局）", "国家药监局=joint 国家中医药局=joint 国家疾控局=joint"),
        ("（中国气象局、中国科学院、中国工程院、中国科协按职责分工负责）", "中国气象局=joint 中国科学院=joint 中国工程院=joint 中国科协=joint +no-lead"),
        ("（国务院港澳办、国务院台办、全国人大常委会法工委）", "国务院港澳办=joint 国务院台办=joint 全国人大常委会法工委=joint"),
        ("（省税务局、人民银行省分行、国家金融监督管理总局滨海监管局、滨海证监局）", "省税务局=joint 人民银行省分行=joint 国家金融监督管理总局滨海监管局=joint 滨海证监局=joint"),
        ("（省军区、武警省总队）", "省军区=joint 武警省总队=joint"),
        ("（省供销社、省农信联社）", "省供销社=joint 省农信联社=joint"),
        ("（市社科联、市社科院、市委党校）", "市社科联=joint 市社科院=joint 市委党校=joint"),
        ("（市机关事务中心、市公共资源交易中心、市不动产登记中心）", "市机关事务中心=joint 市公共资源交易中心=joint 市不动产登记中心=joint"),
        ("（市公安局交警支队牵头）", "市公安局交警支队=lead"),
        ("（第1项由市教育局负责，第2项由市财政局负责）", "市教育局=responsible 市财政局=responsible"),
        ("（教育局、财政局、各乡镇街道）", "教育局=joint 财政局=joint 各乡镇街道*=joint"),
        ("（责任单位：各街道（镇）、区城管局）", "各街道（镇）*=joint 区城管局=joint"),
        ("（区城管局、各街道）", "区城管局=joint 各街道*=joint"),
        ("（区城管局，各镇、街道）", "区城管局=joint 各镇、街道*=joint"),
        ("（区城管局牵头，各镇、街道配合）", "区城管局=lead 各镇、街道*=support"),
        ("（区级各部门，各镇（街道、园区））", "区级各部门*=joint 各镇（街道、园区）*=joint"),
        ("（市生态环境局牵头，市水务局参与，各县区人民政府、各开发区管委会属地负责）", "市生态环境局=lead 市水务局=support 各县区人民政府*=territorial 各开发区管委会*=territorial"),
        ("（民政部牵头，住房和城乡建设部、国家卫生健康委、全国老龄办和中国残联配合）", "民政部=lead 住房和城乡建设部=support 国家卫生健康委=support 全国老龄办=support 中国残联=support"),
        ("（工业和信息化部与国家发展改革委共同负责）", "工业和信息化部=joint 国家发展改革委=joint"),
        ("（文化和旅游部、体育总局和国家民委按照职责分工负责）", "文化和旅游部=joint 体育总局=joint 国家民委=joint +no-lead"),
        ("（自然资源部（国家林草局）牵头）", "自然资源部（国家林草局）=lead"),
        ("（国家林业和草原局（国家公园管理局）、水利部负责）", "国家林业和草原局（国家公园管理局）=joint 水利部=joint"),
        ("（科技厅、教育厅，各市（州）人民政府）", "科技厅=joint 教育厅=joint 各市（州）人民政府*=joint"),
        ("（科技厅牵头；教育厅、财政厅，各市（州）人民政府）", "科技厅=lead 教育厅=joint 财政厅=joint 各市（州）人民政府*=joint"),
        ("（以上由科技厅、教育厅按职责分工负责，下同）", "科技厅=joint 教育厅=joint +no-lead"),
    ],
)  # fmt: skip
def test_a_bracket_names_its_units(bracket, units):
    assert said(bracket) == units


def test_a_list_of_more_than_thirty_units_is_read_whole():
    names = [f"市第{number}管理局" for number in "一二三四五六七八九十"] * 3 + ["市财政局", "市教育局", "市审计局"]

    assert said(f"（{'、'.join(names)}按职责分工负责）").split(" ")[:-1] == [f"{name}=joint" for name in names]


@pytest.mark.parametrize(
    "aside",
    [
        "（国发〔2019〕3号）",
        "（滨政办发〔2026〕12号）",
        "（2026年6月底前）",
        "（2026—2030年）",
        "（以下简称《方案》）",
        "（以下简称市发展改革委）",
        "（以下统称有关部门）",
        "（《中华人民共和国审计法》第三条）",
        "（《滨海市财政局关于印发办法的通知》）",
        "（含开发区、高新区）",
        "（不含望潮区）",
        "（详见附件2）",
        "（见附件）",
        "（试行）",
        "（草案）",
        "（市、区）",
        "（区、市）",
        "（地、州、盟）",
        "（重点项目）",
        "（张某某、李某某）",
        "（记者 王某）",
        "（包括学校、医院、车站）",
        "（如学校、医院、养老院）",
        "（公开方式：主动公开）",
        "（联系电话：0411-0000000）",
        "（指由市财政局拨付的资金）",
        "（增长5%以上）",
        "（一）",
        "（略）",
        "（牵头人：王某）",
        "（责任领导：王某某）",
        "（该项工作不设牵头单位）",
        "（已完成）",
        "（其中市财政局拨付1000万元）",
        "（张局、李处）",
        "（滨海日报）",
        "（占全市的三成）",
        "（经市财政局审核）",
        "（报市财政局备案）",
        "（原市规划局）",
        "（市财政局、市教育局）",
    ],
)
def test_an_aside_names_no_unit(aside):
    assert all(found.units == () for found in read_text(f"滨海市方案\n\n1.任务。完成各项工作{aside}。").commitments)


@pytest.mark.parametrize(
    ("bracket", "units"),
    [
        ("(Lead: Water Bureau; support: Finance Bureau and others)", "Water Bureau=lead Finance Bureau=support +others"),
        ("(Led by the Water Bureau, with the support of the Finance Bureau)", "Water Bureau=lead Finance Bureau=support"),
        ("(Water Bureau takes the lead; Finance Bureau supports)", "Water Bureau=lead Finance Bureau=support"),
        ("(Water Bureau to lead, Finance Bureau to support)", "Water Bureau=lead Finance Bureau=support"),
        ("(Water Bureau, Finance Bureau, within their respective remits)", "Water Bureau=joint Finance Bureau=joint +no-lead"),
        ("(Responsible: Water Bureau together with the Finance Bureau)", "Water Bureau=lead Finance Bureau=joint"),
        ("(Responsible: Water Bureau, all district governments)", "Water Bureau=joint all district governments*=joint"),
        ("(Responsible unit: Water Bureau; guiding unit: Provincial Water Department)", "Water Bureau=responsible Provincial Water Department=guiding"),
        ("(Territorial: all county governments)", "all county governments*=territorial"),
        ("(Lead: Housing and Urban-Rural Development Bureau, Finance Bureau)", "Housing and Urban-Rural Development Bureau=lead Finance Bureau=lead"),
        ("(Responsible: Water Bureau; deadline: June 2026)", "Water Bureau=responsible"),
        ("(Water Bureau, Finance Bureau)", "Water Bureau=joint Finance Bureau=joint"),
        ("(Lead: Water Bureau. Support: Finance Bureau.)", "Water Bureau=lead Finance Bureau=support"),
        ("(Water Bureau is responsible)", "Water Bureau=responsible"),
        ("(Under the guidance of the Provincial Water Department)", "Provincial Water Department=guiding"),
        ("(Water Bureau jointly with the Finance Bureau, responsible)", "Water Bureau=lead Finance Bureau=joint"),
    ],
)  # fmt: skip
def test_an_english_bracket_names_its_units(bracket, units):
    assert lines(f"Plan for Binhai\n\n1. Homes. Inspect all homes. {bracket}") == [units]


@pytest.mark.parametrize(
    "aside", ["(see Annex 2)", "(Decree No. 49)", "(hereinafter the Plan)", "(June 2026)", "(10 per cent)", "(Li Ming)"]
)
def test_an_english_aside_names_no_unit(aside):
    found = read_text(f"Plan for Binhai\n\n1. Homes. Inspect all homes {aside}.").commitments

    assert all(one.units == () for one in found)


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("市水务局牵头，市气象局、市应急局参与。", "市水务局=lead 市气象局=support 市应急局=support"),
        ("由市水务局牵头，会同市气象局、市应急局制定方案。", "市水务局=lead 市气象局=joint 市应急局=joint"),
        ("由市水务局牵头，市气象局等部门配合，制定方案。", "市水务局=lead 市气象局=support +others"),
        ("市委宣传部会同市委网信办开展清理。", "市委宣传部=lead 市委网信办=joint"),
        ("市公安局、市司法局要公布清单。", "市公安局=joint 市司法局=joint"),
        ("市发展改革委要落实《滨海市财政局预算管理办法》。", "市发展改革委=responsible"),
        ("市中级人民法院要公开裁判文书。", "市中级人民法院=responsible"),
        ("市财政局应当向市审计局提供资料。", "市财政局=responsible"),
        ("企业要按规定报告。", ""),
    ],
)
def test_a_sentence_names_its_units(sentence, units):
    assert lines(f"滨海市工作方案\n\n一、任务\n{sentence}") == [units]


@pytest.mark.parametrize(
    ("labels", "units"),
    [
        ("责任单位：市水务局；配合单位：市气象局", "市水务局=responsible 市气象局=support"),
        ("责任单位：市水务局\n配合单位：市气象局、市应急局", "市水务局=responsible 市气象局=support 市应急局=support"),
        ("牵头单位：市水务局\n责任单位：各县（市、区）人民政府，市直有关部门", "市水务局=lead 各县（市、区）人民政府*=joint 市直有关部门*=joint"),
        ("责任单位：市水务局（牵头）、市气象局", "市水务局=lead 市气象局=joint"),
        ("责任单位：市水务局 市气象局 市应急局", "市水务局=joint 市气象局=joint 市应急局=joint"),
        ("指导单位：省水利厅\n责任单位：市水务局", "省水利厅=guiding 市水务局=responsible"),
    ],
)  # fmt: skip
def test_a_labelled_line_names_its_units(labels, units):
    assert lines(f"滨海市工作方案\n\n1.任务。完成各项工作。\n{labels}") == [units]


@pytest.mark.parametrize("place", ["望潮区", "滨海市望潮区", "青岩镇"])
def test_one_place_after_a_sentence_is_no_unit(place):
    assert all(found.units == () for found in read_text(f"滨海市方案\n\n1.选址。选定地址。（{place}）").commitments)


@pytest.mark.parametrize(
    "sentence",
    ["各县（市、区）人民政府要公布清单。", "市直有关部门要公布清单。", "滨海公司要整改。", "王某要作出检查。"],
)
def test_kinds_of_bodies_companies_and_persons_are_no_units_of_a_sentence(sentence):
    assert all(found.units == () for found in read_text(f"滨海市工作方案\n\n一、任务\n{sentence}").commitments)


def test_who_carries_all_that_follows_is_added_to_the_brackets_after_it():
    assert lines(
        "滨海市工作方案\n\n1.甲。做甲。（市教育局指导）\n2.乙。做乙。（市民政局指导，试点镇政府负责落实。以下均需试点镇政府落实，不再列出）\n"
        "3.丙。做丙。（市公安局指导）\n4.丁。做丁。（市财政局、试点镇政府负责）"
    ) == [
        "市教育局=guiding",
        "市民政局=guiding 试点镇政府*=responsible",
        "市公安局=guiding 试点镇政府*=responsible",
        "市财政局=joint 试点镇政府*=joint",
    ]


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("以下各项均由各区人民政府负责落实，不再一一列出", "各区人民政府*=responsible"),
        ("以下任务均需各区人民政府配合，不再列出", "各区人民政府*=support"),
        ("下列任务均由市督查室牵头，不再重复列出", "市督查室=lead"),
        ("以下均由市督查室、各区人民政府落实", "市督查室=joint 各区人民政府*=joint"),
    ],
)
def test_what_is_said_of_all_that_follows_has_its_own_role(words, unit):
    assert lines(f"滨海市工作方案\n\n1.甲。做甲。（市教育局指导。{words}）\n2.乙。做乙。（市公安局参与）")[1] == (
        f"市公安局=support {unit}"
    )


def test_a_preface_may_say_who_carries_all_that_follows():
    assert lines("滨海市工作方案\n\n以下任务均需各区人民政府落实，不再列出。\n1.甲。做甲。（市教育局指导）")[-1] == (
        "市教育局=guiding 各区人民政府*=responsible"
    )


def test_a_unit_carried_on_is_quoted_where_the_text_names_it():
    reading = read_text(
        "滨海市工作方案\n\n1.甲。做甲。（市教育局指导。以下均需各区人民政府落实，不再列出）\n2.乙。做乙。（市公安局指导）"
    )
    carried_on = reading.commitments[1].units[1]

    assert carried_on.span.of(reading.text) == carried_on.name
    assert carried_on.span.end < reading.commitments[1].span.start


def test_an_english_text_may_say_who_carries_all_that_follows():
    assert lines(
        "Plan for Binhai\n\n1. A. Do it. (Guidance: Water Bureau. All items below are to be carried out by all district "
        "governments, not listed again)\n2. B. Do that. (Guidance: Finance Bureau)"
    ) == ["Water Bureau=guiding", "Finance Bureau=guiding all district governments*=responsible"]


def digest(words):
    return hashlib.sha256(words.encode()).hexdigest()[:12]


@pytest.mark.shared
@pytest.mark.parametrize("name", GOLD)
def test_every_bracket_of_a_real_document_is_found_with_exactly_its_units(shared_document, name):
    found = [one for one in shared_document(name).commitments if one.rule == "zh.units-in-bracket"]

    assert [
        ([[digest(unit.name), unit.role.value, unit.class_of_units] for unit in one.units], one.open_set, one.no_lead_stated)
        for one in found
    ] == [(one["units"], one["open_set"], one["no_lead_stated"]) for one in GOLD[name]]  # fmt: skip


@pytest.mark.shared
@pytest.mark.parametrize("name", GOLD)
def test_every_bracket_of_a_real_document_stands_at_its_commitment(shared_document, name):
    reading = shared_document(name)
    found = [one for one in reading.commitments if one.rule == "zh.units-in-bracket"]

    assert [one.span.end for one in found] == [one["offset"] for one in GOLD[name]]


@pytest.mark.shared
def test_the_gold_is_of_the_brackets_at_hand(gold):
    assert {name: [one["bracket"] for one in rows if one["listed"]] for name, rows in GOLD.items()} == {
        name: [digest(bracket) for bracket in brackets] for name, brackets in gold("lead_brackets.json").items()
    }
